package org.rempart.app.health;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.rempart.connector.Connector;
import org.rempart.core.response.ConnectorRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Whether the products can be acted on; each is asked every 30 seconds, as asking can take ten. One
 * product that is away degrades Rempart: actions on it wait.
 */
@Component("connectors")
class ConnectorsHealth implements HealthIndicator {

  private final ConnectorRegistry registry;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  ConnectorsHealth(ConnectorRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Health health() {
    var good = seen.values().stream().allMatch(Seen::good);
    return (good ? Health.up() : Part.away()).withDetails(seen).build();
  }

  @Scheduled(fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
  void ask() {
    registry.all().parallelStream()
        .map(registration -> registration.connector())
        .forEach(connector -> seen.put(connector.id(), look(connector)));
  }

  private static Seen look(Connector connector) {
    var health = connector.health();
    return new Seen(connector.product(), connector.practice(), health.good(), health.detail());
  }

  /** How a product was at the last look. */
  record Seen(String product, boolean practice, boolean good, String detail) {}
}
