package org.rempart.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a tool of a part to its end. */
final class Commands {

  private Commands() {}

  /**
   * Runs a command and waits for it.
   *
   * @param log the file that keeps its output
   * @throws PartFailedException with that output, when it ends with another status than 0
   */
  static void run(Path log, List<String> prefix, List<String> command) throws IOException {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    Process process =
        new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (process.waitFor() != 0) {
        throw new PartFailedException(command.getFirst() + " failed:\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
