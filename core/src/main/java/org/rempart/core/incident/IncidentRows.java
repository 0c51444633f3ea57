package org.rempart.core.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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
            select id, status, phase, verdict, severity, playbook, process_key, process_id,
              growth_told > growth_noted as grown from incident where id = ? for no key update\
            """)
        .param(incidentId)
        .query(IncidentRows::held)
        .optional()
        .orElseThrow(() -> new UnknownIncidentException(incidentId));
  }

  /** Notes which instance has the incident. */
  void claim(UUID incidentId, long processKey, IncidentLife.ProcessDrawing process) {
    jdbc.sql(
            """
            update incident set process_key = ?, process_id = ?, process_version = ?, process_hash = ?,
              claimed_at = clock_timestamp(), changed_at = clock_timestamp(), growth_noted = growth_told where id = ?\
            """)
        .params(processKey, process.processId(), process.version(), process.hash(), incidentId)
        .update();
  }

  /**
   * Takes the key from other incidents: an engine that lost an instance in a crash gives its key
   * out again.
   *
   * @return the open incidents that have no instance now
   */
  List<UUID> forgotten(long processKey, UUID claimant) {
    return jdbc.sql(
            """
            with former as (
              update incident set process_key = null, claimed_at = case when status = 'OPEN' then null else claimed_at end,
                changed_at = clock_timestamp()
              where process_key = ? and id <> ? returning id, status)
            select id from former where status = 'OPEN'\
            """)
        .params(processKey, claimant)
        .query(UUID.class)
        .list();
  }

  /** Whether the engine's news say that an instance of this drawing runs under this key. */
  boolean runs(long processKey, String processId) {
    return jdbc.sql(
            """
            select exists (select from element_state where element_instance_key = ? and element_type = 'PROCESS'
              and process_id = ? and state = 'ACTIVE')\
            """)
        .params(processKey, processId)
        .query(Boolean.class)
        .single();
  }

  /** Lets a playbook begin, which sees all that has joined so far. */
  void begin(UUID incidentId, String playbook) {
    jdbc.sql(
            """
            update incident set playbook = ?, phase = 'DETECT', growth_noted = growth_told, changed_at = clock_timestamp()
            where id = ?\
            """)
        .params(playbook, incidentId)
        .update();
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
        row.getObject("process_key", Long.class),
        row.getString("process_id"),
        row.getBoolean("grown"));
  }

  /**
   * An incident as it stood when it was locked.
   *
   * @param grown whether something has joined it that no playbook has looked at
   */
  record Held(
      UUID id,
      IncidentStatus status,
      Phase phase,
      @Nullable Verdict verdict,
      Severity severity,
      String playbook,
      @Nullable Long processKey,
      @Nullable String processId,
      boolean grown) {}
}
