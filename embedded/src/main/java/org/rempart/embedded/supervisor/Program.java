package org.rempart.embedded.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.rempart.embedded.Part;

/**
 * A fingerprint of how a part is started: command, what its environment adds, and the age of the
 * files that it names.
 */
final class Program {

  private Program() {}

  static String of(Part part) {
    try {
      ProcessBuilder command = part.command();
      StringBuilder text = new StringBuilder();
      for (String word : command.command()) {
        text.append(word).append('\n').append(age(word));
      }
      Map<String, String> added = new TreeMap<>(command.environment());
      added.entrySet().removeAll(System.getenv().entrySet());
      for (Map.Entry<String, String> entry : added.entrySet()) {
        text.append(entry.getKey()).append('=').append(entry.getValue()).append('\n');
        text.append(age(entry.getValue()));
      }
      return digest(text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String age(String word) throws IOException {
    if (!word.startsWith("/") || !word.endsWith(".jar")) {
      return "";
    }
    Path file = Path.of(word);
    return Files.isRegularFile(file) ? Files.getLastModifiedTime(file) + "\n" : "";
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
