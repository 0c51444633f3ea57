package org.rempart.app.health;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Connector;
import org.rempart.connector.Health;
import org.rempart.core.response.ConnectorRegistration;
import org.rempart.core.response.ConnectorRegistry;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How the products were when they were last asked: every 30 seconds, as asking can take ten. */
@Component
public class ConnectorStates {

  private final ConnectorRegistry registry;
  private final Map<String, State> seen = new ConcurrentHashMap<>();

  ConnectorStates(ConnectorRegistry registry) {
    this.registry = registry;
  }

  /** Those that were asked already, in the order of the settings. */
  public List<State> last() {
    return registry.all().stream()
        .map(registration -> seen.get(registration.connector().id()))
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  /** Asks all of them now. */
  @Scheduled(fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
  public void ask() {
    registry.all().parallelStream().forEach(this::ask);
  }

  private void ask(ConnectorRegistration registration) {
    Connector connector = registration.connector();
    Health health = connector.health();
    State before = seen.get(connector.id());
    Instant now = Instant.now();
    boolean failed = !health.good();
    seen.put(
        connector.id(),
        new State(
            connector.id(),
            connector.product(),
            connector.practice(),
            registration.siteIds().stream().sorted().toList(),
            connector.offers().stream().map(o -> o.capability().id()).sorted().toList(),
            health.reachable(),
            health.authenticated(),
            health.authorised(),
            health.latency().toMillis(),
            health.detail(),
            now,
            failed ? health.detail() : before == null ? null : before.lastError(),
            failed ? now : before == null ? null : before.lastErrorAt()));
  }

  /**
   * One product.
   *
   * @param sites the sites it serves; empty for every site
   * @param capabilities ids of what it offers
   * @param reachable whether it answered
   * @param authenticated whether it took our credentials
   * @param authorised whether they suffice for all that it offers
   * @param latencyMillis how long the answer took
   * @param detail its version, or what is wrong and what to do
   * @param askedAt when
   * @param lastError what was wrong when something last was, or {@code null} for never since the
   *     start
   */
  public record State(
      String id,
      String product,
      boolean practice,
      List<String> sites,
      List<String> capabilities,
      boolean reachable,
      boolean authenticated,
      boolean authorised,
      long latencyMillis,
      String detail,
      Instant askedAt,
      @Nullable String lastError,
      @Nullable Instant lastErrorAt) {

    /** Whether nothing stands in the way of an action. */
    public boolean good() {
      return reachable && authenticated && authorised;
    }
  }
}
