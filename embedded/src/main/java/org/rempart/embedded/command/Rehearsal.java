package org.rempart.embedded.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.rempart.embedded.Pause;
import org.rempart.embedded.supervisor.DataFolder;
import org.rempart.embedded.supervisor.Terminal;
import tools.jackson.databind.JsonNode;

/**
 * The demonstration without people: answers their steps by the script until every incident is
 * closed, what was given back is gone at the products, and the reports are there.
 */
final class Rehearsal {

  private final RempartApi api;
  private final Story story;
  private final Terminal terminal;
  private final DataFolder folder;
  private final Answers answers;

  Rehearsal(RempartApi api, Story story, Terminal terminal, DataFolder folder) {
    this.api = api;
    this.story = story;
    this.terminal = terminal;
    this.folder = folder;
    this.answers = new Answers(api, terminal);
  }

  /**
   * Runs it to the end.
   *
   * @param playing the recording, which must have ended first
   * @throws DemoFailedException when it does not come to its end within the limit
   */
  void untilReported(Thread playing, Duration limit) {
    Instant deadline = Instant.now().plus(limit);
    while (Instant.now().isBefore(deadline)) {
      answers.give(!playing.isAlive());
      List<JsonNode> incidents = story.tell();
      if (!playing.isAlive()
          && !incidents.isEmpty()
          && incidents.stream().allMatch(Rehearsal::closed)
          && undone()) {
        incidents.forEach(this::keepReport);
        return;
      }
      Pause.of(Duration.ofMillis(500));
    }
    throw new DemoFailedException(
        "not at its end after %d s: %s".formatted(limit.toSeconds(), standing()));
  }

  private boolean undone() {
    return api.items("containments").stream()
        .noneMatch(one -> "REVERTING".equals(one.path("state").asString()));
  }

  private static boolean closed(JsonNode incident) {
    return "CLOSED".equals(incident.path("status").asString());
  }

  private void keepReport(JsonNode incident) {
    String report = "incidents/" + incident.path("id").asString() + "/report";
    for (String language : List.of("fr", "en")) {
      keep(incident, language, "html", api.text(report + "?format=html&lang=" + language));
    }
    keep(incident, "en", "json", api.text(report + "?format=json&lang=en"));
  }

  private void keep(JsonNode incident, String language, String format, String content) {
    Path file =
        folder
            .of("reports")
            .resolve(
                "incident-%d.%s.%s".formatted(incident.path("number").asLong(), language, format));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    terminal.say("Report  " + file);
  }

  private String standing() {
    List<JsonNode> incidents = api.items("incidents?limit=200");
    if (incidents.isEmpty()) {
      return "no incident was opened; see the application's log " + folder.log("application");
    }
    return incidents.stream()
            .filter(incident -> !closed(incident))
            .map(
                incident ->
                    "incident %d is in %s"
                        .formatted(
                            incident.path("number").asLong(), incident.path("phase").asString()))
            .collect(Collectors.joining(", "))
        + (undone() ? "" : "; something is still being undone, see the register")
        + answers.waiting();
  }
}
