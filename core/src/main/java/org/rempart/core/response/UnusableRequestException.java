package org.rempart.core.response;

import java.util.Map;

/** A manual request that can't be taken: says which field is wrong, and why. */
public final class UnusableRequestException extends RuntimeException {

  private final String field;
  private final Why why;
  private final Map<String, String> values;

  UnusableRequestException(String field, Why why, Map<String, String> values, String message) {
    super(message);
    this.field = field;
    this.why = why;
    this.values = Map.copyOf(values);
  }

  /** The field of the request that is wrong. */
  public String field() {
    return field;
  }

  /** Why, for words in the reader's language. */
  public Why why() {
    return why;
  }

  /**
   * What the words speak of: {@code kind} and {@code value} of a target, the capability, or a
   * parameter's name as {@code value}.
   */
  public Map<String, String> values() {
    return values;
  }

  /** What can be wrong. */
  public enum Why {
    /** No product of the site offers the capability, or it is none that people ask for. */
    NOT_OFFERED,
    /** There is no target. */
    NO_TARGET,
    /** More targets than one request may have. */
    TOO_MANY,
    /** A target doesn't have its kind's form. */
    BAD_TARGET,
    /** A product needs to know more than the targets. */
    MISSING,
    /** Something is said that no product needs to know, or that is too long. */
    NOT_NEEDED,
    /** The incident is closed. */
    CLOSED,
    /** Something else was asked for under this key before. */
    KEY_REUSED
  }
}
