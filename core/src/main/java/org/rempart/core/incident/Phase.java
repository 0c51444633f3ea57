package org.rempart.core.incident;

/** Where an incident stands. */
public enum Phase {
  DETECT,
  CONTAIN,
  ERADICATE,
  RECOVER,
  REVIEW
}
