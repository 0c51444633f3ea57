package org.rempart.core.alert.intake;

import java.time.Duration;
import java.time.Instant;

/** How far apart two clocks may be. */
final class Clocks {

  private static final Duration TOLERANCE = Duration.ofMinutes(10);

  private Clocks() {}

  /** Whether a source's time can be believed. */
  static boolean plausible(Instant occurred, Instant received) {
    return Duration.between(occurred, received).abs().compareTo(TOLERANCE) <= 0;
  }
}
