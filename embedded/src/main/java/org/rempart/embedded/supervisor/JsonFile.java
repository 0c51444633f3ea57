package org.rempart.embedded.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A small JSON file of the data folder. */
final class JsonFile {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonFile() {}

  /** Its content, or {@code absent} when there is no such file. */
  static <T> T read(Path file, TypeReference<T> type, T absent) {
    if (!Files.exists(file)) {
      return absent;
    }
    try {
      return JSON.readValue(Files.readString(file), type);
    } catch (JacksonException e) {
      throw new NotStartedException(
          file + " can't be read (" + e.getOriginalMessage() + "): repair it or move it away");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, Object content) {
    try {
      Private.write(file, JSON.writeValueAsString(content) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
