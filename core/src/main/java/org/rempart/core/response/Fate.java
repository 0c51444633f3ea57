package org.rempart.core.response;

import org.jspecify.annotations.Nullable;
import org.rempart.core.guardrail.Guardrails.Judged;
import org.rempart.core.guardrail.Ruling;

/**
 * What was decided for an action.
 *
 * @param state its state from now on
 * @param rule the guardrail that decided, or {@code null}
 * @param message why it does not go on, for a person, or {@code null}
 * @param retrySeconds after how long it is looked at again, for WAITING
 * @param held the containment it claims, or {@code null}
 * @param judged what the guardrails said, for the record; {@code null} before they were asked
 * @param ruling what a person is asked for, where that is not what the policy said
 */
record Fate(
    Candidate candidate,
    State state,
    @Nullable String rule,
    @Nullable String message,
    boolean dryRun,
    @Nullable Double retrySeconds,
    @Nullable Held held,
    @Nullable Judged judged,
    @Nullable Ruling ruling) {

  /** States of an action, as design.md names them. */
  enum State {
    PLANNED,
    REFUSED,
    WAITING,
    EXECUTING,
    EXECUTED,
    FAILED,
    CANCELLED
  }

  static Fate of(Candidate candidate, State state) {
    return new Fate(candidate, state, null, null, false, null, null, null, null);
  }

  static Fate stopped(
      Candidate candidate, State state, @Nullable String rule, @Nullable String message) {
    return new Fate(candidate, state, rule, message, false, null, null, null, null);
  }

  Fate judged(Judged by) {
    return new Fate(candidate, state, rule, message, dryRun, retrySeconds, held, by, by.ruling());
  }

  /** A person is asked first, for this rule's sake. */
  Fate asking(Ruling by) {
    return new Fate(candidate, State.PLANNED, by.rule(), null, false, null, held, judged, by);
  }

  /** Counts as executed, and reaches no product. */
  Fate dry() {
    return new Fate(candidate, State.EXECUTED, null, null, true, null, null, judged, ruling);
  }

  Fate claiming(Held held) {
    return new Fate(candidate, state, rule, message, dryRun, retrySeconds, held, judged, ruling);
  }

  Fate waiting(double seconds, String why, @Nullable Held held) {
    return new Fate(candidate, State.WAITING, null, why, false, seconds, held, judged, ruling);
  }

  boolean executing() {
    return state == State.EXECUTING;
  }
}
