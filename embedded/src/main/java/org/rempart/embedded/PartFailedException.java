package org.rempart.embedded;

/** A part did not come up, or did not go on; the message holds the end of its log. */
public final class PartFailedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** Says which part, and why as far as its log tells. */
  public PartFailedException(String message) {
    super(message);
  }
}
