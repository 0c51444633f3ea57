package org.rempart.core.alert.intake;

/** There is no such source. */
public final class UnknownSourceException extends RuntimeException {

  /** Names the source. */
  public UnknownSourceException(String source) {
    super("There is no source " + source + ".");
  }
}
