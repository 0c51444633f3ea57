package org.rempart.core.incident;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rempart.core.audit.Actor;
import org.rempart.core.storage.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What happened in an incident, in order, append-only. */
@Component
public class Timeline {

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Changes changes;

  Timeline(JdbcClient jdbc, JsonMapper json, Changes changes) {
    this.jdbc = jdbc;
    this.json = json;
    this.changes = changes;
  }

  /**
   * Appends entries of one incident, along with those of the change they tell of.
   *
   * @param statements what they are sent with
   */
  public void appendAll(Statements statements, UUID incidentId, Actor actor, List<Entry> entries) {
    statements.add(
        """
        insert into timeline_entry (incident_id, kind, actor_kind, actor, details)
        select ?, e.kind, ?, ?, e.details
        from rows from (jsonb_to_recordset(?::jsonb) as (kind text, details jsonb)) with ordinality as e(kind, details, n)
        order by e.n\
        """,
        incidentId,
        actor.kind().name(),
        actor.name(),
        json.writeValueAsString(entries));
    changes.changed("incident", incidentId);
  }

  /** One entry of {@link #appendAll}; kind and details as in {@link #append}. */
  public record Entry(String kind, Map<String, ?> details) {}

  /**
   * Appends one entry, in the transaction of the change it tells of.
   *
   * @param incidentId the incident
   * @param kind dotted word that names the sentence {@code timeline.<kind>} in the message bundles,
   *     for example {@code action.executed}
   * @param actor who did it
   * @param details the values that the sentence names in braces; strings, numbers and lists of them
   */
  public void append(UUID incidentId, String kind, Actor actor, Map<String, ?> details) {
    jdbc.sql(
            "insert into timeline_entry (incident_id, kind, actor_kind, actor, details) values (?,"
                + " ?, ?, ?, ?::jsonb)")
        .params(
            incidentId, kind, actor.kind().name(), actor.name(), json.writeValueAsString(details))
        .update();
    changes.changed("incident", incidentId);
  }
}
