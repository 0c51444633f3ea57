package org.rempart.core.response;

import org.jspecify.annotations.Nullable;

/**
 * What was decided for an action.
 *
 * @param state its state from now on
 * @param rule the guardrail that decided, or {@code null}
 * @param message why it does not go on, for a person, or {@code null}
 * @param retrySeconds after how long it is looked at again, for WAITING
 * @param held the containment it claims, or {@code null}
 */
record Fate(
    Candidate candidate,
    State state,
    @Nullable String rule,
    @Nullable String message,
    boolean dryRun,
    @Nullable Double retrySeconds,
    Claims.@Nullable Held held) {

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
    return new Fate(candidate, state, null, null, false, null, null);
  }

  static Fate stopped(
      Candidate candidate, State state, @Nullable String rule, @Nullable String message) {
    return new Fate(candidate, state, rule, message, false, null, null);
  }

  static Fate dry(Candidate candidate) {
    return new Fate(candidate, State.EXECUTED, null, null, true, null, null);
  }

  Fate claiming(Claims.Held held) {
    return new Fate(candidate, state, rule, message, dryRun, retrySeconds, held);
  }

  Fate waiting(double seconds, String why, Claims.@Nullable Held held) {
    return new Fate(candidate, State.WAITING, null, why, false, seconds, held);
  }

  boolean executing() {
    return state == State.EXECUTING;
  }
}
