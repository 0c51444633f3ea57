package org.rempart.embedded;

/** A part did not come up, or did not go on; the message holds the end of its log. */
public final class PartFailedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  PartFailedException(String message) {
    super(message);
  }
}
