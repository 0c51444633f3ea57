package org.rempart.bench.intake;

/**
 * One row of the AIT Alert Data Set.
 *
 * @param line what is sent: the row without its labels
 * @param host who reports
 * @param phase the attack phase it fell into, or {@code false_positive}; for scoring alone
 * @param byAttack whether the attack itself caused it, rather than only falling into its time
 */
record LabelledRow(String line, String host, String phase, boolean byAttack) {

  static final String FALSE_POSITIVE = "false_positive";

  boolean inAttack() {
    return !phase.equals(FALSE_POSITIVE);
  }
}
