package org.rempart.bench.stack;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A steady beat that does not slow down when the measured system does. */
public final class Pace {

  private final long intervalNanos;
  private long next = System.nanoTime();

  /**
   * @param perSecond beats a second
   */
  public Pace(int perSecond) {
    this.intervalNanos = Duration.ofSeconds(1).toNanos() / perSecond;
  }

  /** Waits for the next beat; a late caller is not made to wait. */
  public void await() {
    long now = System.nanoTime();
    while (now < next) {
      LockSupport.parkNanos(next - now);
      now = System.nanoTime();
    }
    next += intervalNanos;
  }
}
