package org.rempart.connector.declared;

import org.jspecify.annotations.Nullable;

/**
 * What an answer means when a condition holds.
 *
 * @param when the condition
 * @param means what it means
 * @param code of a refusal
 * @param message in words, or {@code null}
 * @param after seconds to wait before another try, or {@code null}
 */
record AnswerRule(
    Expression when,
    Meaning means,
    String code,
    @Nullable Value message,
    @Nullable Expression after) {

  /** What an answer can mean. */
  enum Meaning {
    /** All is well, whatever the status says; the plan goes on. */
    OK,
    /** What the plan is for is there already; it ends well. */
    DONE,
    /** A read shows it in force. */
    HOLDS,
    /** A read shows it not in force. */
    ABSENT,
    /** A read can't tell. */
    UNKNOWN,
    /** Nothing was done; later. */
    RETRY,
    /** It may have been done or not. */
    IN_DOUBT,
    /** No, and no again. */
    REFUSED
  }
}
