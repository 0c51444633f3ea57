package org.rempart.core.decision;

import java.util.List;
import java.util.Map;

/** Evaluates the DMN tables of {@code workflows/}, without the engine. */
public interface DecisionTables {

  /**
   * Evaluates one decision.
   *
   * @param decisionId id of the decision in its DMN file, for example {@code incident-playbook}
   * @param inputs the values its input expressions name
   * @return what it decided; {@link Decision#outputs()} is empty when no rule matched
   * @throws DecisionFailedException when there is no such decision or a rule can't be evaluated
   */
  Decision evaluate(String decisionId, Map<String, ?> inputs);

  /**
   * One decision taken.
   *
   * @param outputs output values by name
   * @param table id of the table and the SHA-256 (first 12 hex digits) of its file, for the record
   * @param rules ids of the rules that fired
   */
  record Decision(Map<String, Object> outputs, String table, List<String> rules) {}
}
