package org.rempart.embedded.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/** Remembers how far the recording was played. */
final class PlayMark {

  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;

  /**
   * How far it came.
   *
   * @param began when its first line was played
   * @param played lines that Kafka has
   */
  record State(Instant began, int played) {}

  PlayMark(Path file) {
    this.file = file;
  }

  State read() {
    try {
      return Files.exists(file)
          ? JSON.readValue(Files.readString(file), State.class)
          : new State(Instant.now(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(State state) {
    try {
      Path next = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(next, JSON.writeValueAsString(state));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
