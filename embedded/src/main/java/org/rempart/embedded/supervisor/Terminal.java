package org.rempart.embedded.supervisor;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The lines that a person reads while Rempart starts, runs and ends. Thread-safe. */
public final class Terminal {

  private final PrintStream out;

  /** Writes to a stream, which the caller keeps. */
  public Terminal(PrintStream out) {
    this.out = out;
  }

  /** Prints one line. */
  public synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Prints what a part did, and after how many seconds. */
  void part(String name, String what, Instant since) {
    Duration took = Duration.between(since, Instant.now());
    say(
        String.format(
            Locale.ROOT, "  %-12s %s after %.1f s", name, what, took.toMillis() / 1000.0));
  }
}
