package org.rempart.core.incident;

/** What an incident turned out to be. */
public enum Verdict {
  TRUE_POSITIVE,
  BENIGN,
  FALSE_POSITIVE
}
