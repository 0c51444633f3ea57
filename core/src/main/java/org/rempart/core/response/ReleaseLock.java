package org.rempart.core.response;

import java.util.Map;
import java.util.UUID;
import org.rempart.core.storage.NamedSql;
import org.rempart.core.storage.Statements;
import org.rempart.core.storage.Statements.Answer;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps decisions and the release of an incident apart: what is decided while everything is let go
 * would stay in force with nobody left to undo it. Locks hold until the transaction ends; they come
 * after the incident's row and before containments, in every transaction.
 */
@Component
class ReleaseLock {

  private static final NamedSql OVER = NamedSql.of("select incident_over(:incident)");

  private final JdbcClient jdbc;
  private final JdbcOperations batches;

  ReleaseLock(JdbcClient jdbc, JdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** Waits for decisions that are being made; later ones see that the incident is over. */
  void letGo(UUID incidentId) {
    jdbc.sql("select 1 from pg_advisory_xact_lock(incident_release_key(?))")
        .param(incidentId)
        .query(Integer.class)
        .single();
  }

  /** Whether nothing may be contained for an incident any more; waits for a release on its way. */
  boolean over(UUID incidentId) {
    return Statements.answer(batches, statements -> over(statements, incidentId));
  }

  /** The same, with what else is to be sent. */
  Answer<Boolean> over(Statements statements, UUID incidentId) {
    return statements.one(OVER, Map.of("incident", incidentId), (row, n) -> row.getBoolean(1));
  }
}
