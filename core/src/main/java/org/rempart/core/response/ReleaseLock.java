package org.rempart.core.response;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps decisions and the release of an incident apart: what is decided while everything is let go
 * would stay in force with nobody left to undo it. Locks hold until the transaction ends; they come
 * after the incident's row and before containments, in every transaction.
 */
@Component
class ReleaseLock {

  private final JdbcClient jdbc;

  ReleaseLock(JdbcClient jdbc) {
    this.jdbc = jdbc;
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
    return jdbc.sql("select incident_over(?)").param(incidentId).query(Boolean.class).single();
  }
}
