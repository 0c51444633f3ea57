package org.rempart.core.alert.intake;

/** A rejected record was replayed and is refused as before. */
public final class StillRefusedException extends RuntimeException {

  private final String field;

  StillRefusedException(String field, String reason) {
    super("The record is still refused: " + field + " " + reason + ".");
    this.field = field;
  }

  /** The field at fault. */
  public String field() {
    return field;
  }
}
