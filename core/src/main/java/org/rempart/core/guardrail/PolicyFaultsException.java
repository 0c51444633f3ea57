package org.rempart.core.guardrail;

import java.util.List;

/** A table that can't be the guardrails' policy, with everything that is wrong with it. */
public final class PolicyFaultsException extends RuntimeException {

  private final List<String> faults;

  /**
   * @param faults one sentence each, naming the row where there is one; never empty
   */
  public PolicyFaultsException(List<String> faults) {
    super(String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  /** The faults, one sentence each. */
  public List<String> faults() {
    return faults;
  }
}
