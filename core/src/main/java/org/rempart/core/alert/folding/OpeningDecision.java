package org.rempart.core.alert.folding;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rempart.core.decision.DecisionFailedException;
import org.rempart.core.decision.DecisionTables;
import org.rempart.core.incident.Severity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks the decision tables how bad an incident is and which playbook it gets. */
@Component
class OpeningDecision {

  static final String TRIAGE = "triage-v1";

  private static final Logger LOG = LoggerFactory.getLogger(OpeningDecision.class);

  private final DecisionTables tables;

  OpeningDecision(DecisionTables tables) {
    this.tables = tables;
  }

  /** Decides; a table that fails or knows nothing leaves the alert's severity, and triage. */
  Decided decide(Facts facts) {
    Map<String, Object> record = new LinkedHashMap<>();
    Severity severity =
        ask("incident-severity", "severity", severityInputs(facts), record)
            .flatMap(OpeningDecision::severity)
            .orElse(facts.alertSeverity());
    String playbook =
        ask("incident-playbook", "playbook", playbookInputs(facts, severity), record)
            .orElse(TRIAGE);
    return new Decided(severity, playbook, record);
  }

  private static Map<String, Object> severityInputs(Facts facts) {
    return Map.of(
        "alertSeverity", facts.alertSeverity().name(),
        "signs", facts.signs().stream().sorted().toList(),
        "clinical", facts.clinical(),
        "criticality", facts.criticality());
  }

  private static Map<String, Object> playbookInputs(Facts facts, Severity severity) {
    return Map.of(
        "signs", facts.signs().stream().sorted().toList(),
        "techniques", facts.techniques().stream().sorted().toList(),
        "severity", severity.name(),
        "rule", facts.rule(),
        "source", facts.source());
  }

  private Optional<String> ask(
      String decision, String output, Map<String, Object> inputs, Map<String, Object> record) {
    try {
      DecisionTables.Decision taken = tables.evaluate(decision, inputs);
      record.put(decision, Map.of("table", taken.table(), "rules", List.copyOf(taken.rules())));
      return Optional.ofNullable(taken.outputs().get(output)).map(Object::toString);
    } catch (DecisionFailedException failed) {
      LOG.error("Decision {} failed; the incident gets what holds without it.", decision, failed);
      record.put(decision, Map.of("failed", String.valueOf(failed.getMessage())));
      return Optional.empty();
    }
  }

  private static Optional<Severity> severity(String name) {
    return List.of(Severity.values()).stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /**
   * What the tables are asked about.
   *
   * @param alertSeverity the worst of its alerts
   * @param clinical whether patients depend on one of its victims
   * @param criticality the highest of its victims' assets, MEDIUM when none is known
   */
  record Facts(
      Severity alertSeverity,
      Collection<String> signs,
      Collection<String> techniques,
      boolean clinical,
      String criticality,
      String rule,
      String source) {}

  /**
   * What they said.
   *
   * @param record tables, their hashes and the rules that fired
   */
  record Decided(Severity severity, String playbook, Map<String, Object> record) {}
}
