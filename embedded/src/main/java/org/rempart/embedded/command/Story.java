package org.rempart.embedded.command;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rempart.embedded.Pause;
import org.rempart.embedded.supervisor.Terminal;
import tools.jackson.databind.JsonNode;

/** Tells in plain lines what happens in the incidents, as it happens. */
final class Story {

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private final RempartApi api;
  private final Terminal terminal;
  private final String language;

  /** Newest timeline entry told, by incident. */
  private final Map<String, Long> told = new HashMap<>();

  Story(RempartApi api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
    this.language =
        Objects.requireNonNullElse(System.getenv("LANG"), "").startsWith("fr") ? "fr" : "en";
  }

  /** Tells until the process ends; an application that restarts meanwhile is waited for. */
  void tellForEver() {
    while (true) {
      try {
        tell();
      } catch (UncheckedIOException away) {
        Pause.of(LOOK_EVERY);
      }
      Pause.of(LOOK_EVERY);
    }
  }

  /** Tells what is new and returns the incidents as they stand, the oldest first. */
  List<JsonNode> tell() {
    List<JsonNode> incidents = api.items("incidents?limit=200").reversed();
    incidents.forEach(this::tell);
    return incidents;
  }

  private void tell(JsonNode incident) {
    String id = incident.path("id").asString();
    String number = "#" + incident.path("number").asLong();
    if (!told.containsKey(id)) {
      terminal.say(
          "%s  %-4s %s (%s, %d alerts so far)"
              .formatted(
                  CLOCK.format(Instant.now()),
                  number,
                  incident.path("title").asString(),
                  incident.path("severity").asString(),
                  incident.path("alertCount").asLong()));
    }
    long last = told.getOrDefault(id, 0L);
    String path = "incidents/%s/timeline?lang=%s&cursor=%d".formatted(id, language, last);
    for (JsonNode entry : api.items(path)) {
      terminal.say(
          "%s  %-4s   %s"
              .formatted(
                  CLOCK.format(Instant.parse(entry.path("at").asString())),
                  number,
                  entry.path("text").asString()));
      last = entry.path("id").asLong();
    }
    told.put(id, last);
  }
}
