package org.rempart.core.guardrail;

/** A version is to be put in force that nobody has tried on past actions. */
public final class PolicyNotTriedException extends RuntimeException {

  PolicyNotTriedException(int version) {
    super("version " + version + " must be tried on past actions before it is put in force");
  }
}
