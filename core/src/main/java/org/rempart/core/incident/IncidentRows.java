package org.rempart.core.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows behind {@link IncidentLife}: locked while they change. */
@Component
class IncidentRows {

  private final JdbcClient jdbc;

  IncidentRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Locks one incident until the end of the transaction. */
  Held lock(UUID incidentId) {
    return jdbc.sql(
            """
            select id, status, phase, verdict, severity, playbook, process_key from incident where id = ? for no key update\
            """)
        .param(incidentId)
        .query(IncidentRows::held)
        .optional()
        .orElseThrow(() -> new UnknownIncidentException(incidentId));
  }

  /** Moves the incident on and notes when the phase it leaves ended. */
  void enter(Held held, Phase phase) {
    jdbc.sql(
            """
            update incident set phase = :to, changed_at = clock_timestamp(),
              contained_at = case when :from = 'CONTAIN' and :to <> 'CONTAIN' then coalesce(contained_at, clock_timestamp()) else contained_at end,
              eradicated_at = case when :from = 'ERADICATE' and :to <> 'ERADICATE' then coalesce(eradicated_at, clock_timestamp()) else eradicated_at end,
              recovered_at = case when :from = 'RECOVER' and :to <> 'RECOVER' then coalesce(recovered_at, clock_timestamp()) else recovered_at end
            where id = :id\
            """)
        .param("to", phase.name())
        .param("from", held.phase().name())
        .param("id", held.id())
        .update();
  }

  private static Held held(ResultSet row, int number) throws SQLException {
    var verdict = row.getString("verdict");
    return new Held(
        row.getObject("id", UUID.class),
        IncidentStatus.valueOf(row.getString("status")),
        Phase.valueOf(row.getString("phase")),
        verdict == null ? null : Verdict.valueOf(verdict),
        Severity.valueOf(row.getString("severity")),
        row.getString("playbook"),
        row.getObject("process_key", Long.class));
  }

  /** An incident as it stood when it was locked. */
  record Held(
      UUID id,
      IncidentStatus status,
      Phase phase,
      @Nullable Verdict verdict,
      Severity severity,
      String playbook,
      @Nullable Long processKey) {}
}
