package org.rempart.core.decision;

import org.jspecify.annotations.Nullable;

/**
 * A decision table is missing or a rule in it can't be evaluated; the message names table and rule.
 */
public final class DecisionFailedException extends RuntimeException {

  public DecisionFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
