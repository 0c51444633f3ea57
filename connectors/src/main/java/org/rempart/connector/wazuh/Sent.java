package org.rempart.connector.wazuh;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When which order was sent, so that an older inventory isn't taken for an answer to it. What was
 * sent before this process started counts as sent when it started.
 */
final class Sent {

  private static final int REMEMBERED = 10_000;

  private final Instant start = Instant.now();
  private final Map<String, Instant> times =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > REMEMBERED;
        }
      };

  synchronized void now(String key) {
    times.put(key, Instant.now());
  }

  synchronized Instant of(String key) {
    return times.getOrDefault(key, start);
  }
}
