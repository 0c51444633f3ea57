package org.rempart.core.alert.folding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How soon an incident's growth is told: soon after a quiet time, as attackers walk about until
 * then, and not too often in a storm, as each notice is work for the engine. Of this instance
 * alone; with several, an incident may be told of more often.
 */
final class Pace {

  /** Long enough for what comes at once to be told at once. */
  static final Duration MOMENT = Duration.ofMillis(100);

  /** Between two notices of one incident, at least. */
  static final Duration APART = Duration.ofMillis(500);

  /** When, on this machine's monotonic clock, the last notice of an incident was due. */
  private final Cache<UUID, Long> due =
      Caffeine.newBuilder().expireAfterWrite(APART.multipliedBy(4)).build();

  /** How long a notice of now has to wait. */
  Duration next(UUID incidentId) {
    @Nullable Long last = due.getIfPresent(incidentId);
    Duration rest = last == null ? MOMENT : Duration.ofNanos(last - System.nanoTime()).plus(APART);
    return rest.compareTo(MOMENT) > 0 ? rest : MOMENT;
  }

  /** Notes that there is one, due after so long. */
  void told(UUID incidentId, Duration wait) {
    due.put(incidentId, System.nanoTime() + wait.toNanos());
  }
}
