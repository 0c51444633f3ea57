package org.rempart.bench.faults;

/** The two parts of a run. */
enum Stage {
  /** From the alerts to what they bring about. */
  CONTAIN,
  /** From the verdict, or the end of a containment's time, to what it undoes. */
  RELEASE
}
