package org.rempart.embedded;

import java.time.Duration;

/**
 * Waiting between two looks; an interrupt ends the wait as an error, since whoever waits here has
 * nothing else to do.
 */
public final class Pause {

  private Pause() {}

  /** Sleeps. */
  public static void of(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
