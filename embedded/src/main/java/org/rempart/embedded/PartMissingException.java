package org.rempart.embedded;

/** Something the build should have laid out is not there; the message says what to run. */
public final class PartMissingException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** Says what is missing and what to run. */
  public PartMissingException(String message) {
    super(message);
  }
}
