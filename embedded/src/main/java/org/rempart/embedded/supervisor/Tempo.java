package org.rempart.embedded.supervisor;

/** How long playbooks watch after giving access back. */
public enum Tempo {

  /** As drawn: hours to days. */
  REAL,

  /** Seconds, so that a demonstration comes to its end. */
  DEMO
}
