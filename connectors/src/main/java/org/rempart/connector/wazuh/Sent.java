package org.rempart.connector.wazuh;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When which order was sent, so that an older look at an agent isn't taken for an answer to it.
 * Looks have the time of the agent's clock, which may run ahead, so one that was there already when
 * the order was sent never counts. What was sent before this process started counts as sent when it
 * is first asked about.
 */
final class Sent {

  private static final int REMEMBERED = 10_000;

  private final Map<String, Moment> moments =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Moment> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * When an order was sent.
   *
   * @param at by our clock
   * @param seen by the agent's clock: the newest look that was there, or {@code null} for none
   */
  private record Moment(Instant at, @Nullable Instant seen) {}

  synchronized void now(String key, Optional<Instant> newest) {
    moments.put(key, new Moment(Instant.now(), newest.orElse(null)));
  }

  /**
   * Whether a look came after the order.
   *
   * @param newest the look's time, by the agent's clock
   */
  synchronized boolean answeredBy(String key, Optional<Instant> newest) {
    Moment moment =
        moments.computeIfAbsent(key, k -> new Moment(Instant.now(), newest.orElse(null)));
    boolean later = newest.filter(look -> look.isAfter(moment.at())).isPresent();
    return later && (moment.seen() == null || newest.get().isAfter(moment.seen()));
  }
}
