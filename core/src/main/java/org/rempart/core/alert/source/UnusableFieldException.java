package org.rempart.core.alert.source;

/**
 * A field of a record is missing or can't be read. Costs no stack trace: storms of bad records
 * come.
 */
final class UnusableFieldException extends RuntimeException {

  private final String field;

  UnusableFieldException(String field, String reason) {
    super(reason, null, false, false);
    this.field = field;
  }

  String field() {
    return field;
  }
}
