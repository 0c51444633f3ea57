package org.rempart.core.guardrail;

/** There is no such version of the guardrails' table, or it can't be put in force. */
public final class UnknownPolicyException extends RuntimeException {

  UnknownPolicyException(int version) {
    super("there is no version " + version + " that could be used for this");
  }
}
