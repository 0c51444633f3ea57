package org.rempart.exporter;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The exporter's arguments.
 *
 * @param bootstrapServers {@code host:port,…} of Kafka; required
 * @param topic where the events go; default {@code rempart.engine}
 * @param capacity events held while Kafka is away, before the broker's export is held back; default
 *     10,000
 */
record Settings(String bootstrapServers, String topic, int capacity) {

  Settings {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException(
          "argument bootstrapServers is missing: host:port of Kafka");
    }
    if (capacity < 1) {
      throw new IllegalArgumentException("argument capacity must be at least 1, is " + capacity);
    }
  }

  /** Reads the arguments; their names lose their case when they come from environment variables. */
  static Settings of(Map<String, Object> arguments) {
    Map<String, String> given =
        arguments.entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().toLowerCase(Locale.ROOT),
                    entry -> String.valueOf(entry.getValue())));
    return new Settings(
        given.getOrDefault("bootstrapservers", ""),
        given.getOrDefault("topic", "rempart.engine"),
        Integer.parseInt(given.getOrDefault("capacity", "10000")));
  }
}
