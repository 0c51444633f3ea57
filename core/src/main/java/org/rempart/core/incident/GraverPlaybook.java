package org.rempart.core.incident;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.decision.DecisionFailedException;
import org.rempart.core.decision.DecisionTables;
import org.rempart.core.playbook.PlaybookLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks the tables whether an incident has grown into a graver kind than its playbook is for: a scan
 * that became a break-in. Which playbook may take over from which is itself a table, {@code
 * incident-switch}.
 */
@Component
public class GraverPlaybook {

  private static final Logger LOG = LoggerFactory.getLogger(GraverPlaybook.class);

  private final JdbcClient jdbc;
  private final DecisionTables tables;
  private final PlaybookLibrary library;

  GraverPlaybook(JdbcClient jdbc, DecisionTables tables, PlaybookLibrary library) {
    this.jdbc = jdbc;
    this.tables = tables;
    this.library = library;
  }

  /**
   * The playbook that should take over, or empty to go on with the running one; also empty when a
   * table fails, as a running response is worth more than a change of mind.
   */
  public Optional<String> of(UUID incidentId) {
    try {
      Known known = known(incidentId);
      return proposed(known).filter(next -> takesOver(known.playbook(), next));
    } catch (DecisionFailedException failed) {
      LOG.error("Incident {} keeps its playbook: {}", incidentId, failed.getMessage());
      return Optional.empty();
    }
  }

  private Optional<String> proposed(Known known) {
    return answer("incident-playbook", "playbook", known.inputs())
        .map(Object::toString)
        .filter(next -> library.drawing(next).isPresent());
  }

  private boolean takesOver(String running, String proposed) {
    return answer("incident-switch", "takesOver", Map.of("running", running, "proposed", proposed))
        .filter(Boolean.TRUE::equals)
        .isPresent();
  }

  private Optional<Object> answer(String table, String output, Map<String, ?> inputs) {
    return Optional.ofNullable(tables.evaluate(table, inputs).outputs().get(output));
  }

  private Known known(UUID incidentId) {
    return jdbc.sql(
            """
            select i.playbook, i.severity, f.rule, f.source,
              array(select sign from incident_sign s where s.incident_id = i.id order by sign) as signs,
              array(select technique from incident_technique t where t.incident_id = i.id order by technique) as techniques
            from incident i
            left join lateral (select rule, source from alert_fold
              where incident_id = i.id order by first_seen limit 1) f on true
            where i.id = :id\
            """)
        .param("id", incidentId)
        .query(
            (row, number) ->
                new Known(
                    row.getString("playbook"),
                    row.getString("severity"),
                    row.getString("rule"),
                    row.getString("source"),
                    List.of((String[]) row.getArray("signs").getArray()),
                    List.of((String[]) row.getArray("techniques").getArray())))
        .optional()
        .orElseThrow(() -> new UnknownIncidentException(incidentId));
  }

  private record Known(
      String playbook,
      String severity,
      @Nullable String rule,
      @Nullable String source,
      List<String> signs,
      List<String> techniques) {

    Map<String, ?> inputs() {
      return Map.of(
          "signs", signs,
          "techniques", techniques,
          "severity", severity,
          "rule", rule == null ? "" : rule,
          "source", source == null ? "" : source);
    }
  }
}
