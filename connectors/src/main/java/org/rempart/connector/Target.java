package org.rempart.connector;

/**
 * What an action is aimed at.
 *
 * @param kind what the value is
 * @param value canonical text, not blank; equal targets have equal values
 */
public record Target(TargetKind kind, String value) {

  public Target {
    if (value.isBlank()) {
      throw new IllegalArgumentException("target value must not be blank");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
