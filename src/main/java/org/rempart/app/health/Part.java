package org.rempart.app.health;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** How a part is reported that Rempart works on without. */
public final class Part {

  /**
   * Something is away and Rempart goes on: alerts are kept and work waits. Not DOWN, which would
   * have supervisors restart the application for another's fault.
   */
  public static final Status DEGRADED = new Status("DEGRADED");

  private Part() {}

  /** The report of such a part. */
  public static Health.Builder away() {
    return Health.status(DEGRADED);
  }
}
