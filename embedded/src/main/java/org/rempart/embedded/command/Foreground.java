package org.rempart.embedded.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Hands the terminal to another program. */
final class Foreground {

  private Foreground() {}

  /** Runs it to its end and returns its exit status. A Ctrl-C reaches both. */
  static int run(List<String> command) {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
