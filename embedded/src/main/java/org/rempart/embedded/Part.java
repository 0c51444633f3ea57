package org.rempart.embedded;

import java.io.IOException;
import java.time.Duration;

/** One process of the stack: how it is started, when it is ready, how it is asked to end. */
public interface Part {

  /**
   * Short, lower case, unique in a stack: names its log, its record and its line on the terminal.
   */
  String name();

  /**
   * The process to start; makes what it needs on its disk the first time.
   *
   * @throws IOException when its folder can't be prepared
   */
  ProcessBuilder command() throws IOException;

  /** Whether it does its work now; answers within about two seconds and never throws. */
  boolean ready();

  /** How long a start may take before it counts as failed. */
  default Duration patience() {
    return Duration.ofMinutes(3);
  }

  /** The signal that asks it to end in good order. */
  default String stopSignal() {
    return "TERM";
  }
}
