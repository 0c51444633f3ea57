package org.rempart.core.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident as lists show it. Times are the database's.
 *
 * @param number for people to name it by, ascending
 * @param verdict {@code null} while there is none
 * @param playbook process id
 * @param site id of the site
 * @param acknowledgedAt when a person first saw it; {@code null} while nobody did
 * @param containedAt when the phase CONTAIN ended; likewise the others
 */
public record IncidentSummary(
    UUID id,
    long number,
    String title,
    Severity severity,
    Phase phase,
    IncidentStatus status,
    @Nullable Verdict verdict,
    String playbook,
    String site,
    long alertCount,
    Instant firstAlertAt,
    Instant lastAlertAt,
    Instant openedAt,
    @Nullable Instant acknowledgedAt,
    @Nullable Instant containedAt,
    @Nullable Instant eradicatedAt,
    @Nullable Instant recoveredAt,
    @Nullable Instant closedAt,
    Instant changedAt) {

  static final String COLUMNS =
      """
      id, number, title, severity, phase, status, verdict, playbook, site_id, alert_count,
      first_alert_at, last_alert_at, opened_at, acknowledged_at, contained_at, eradicated_at,
      recovered_at, closed_at, changed_at\
      """;

  static IncidentSummary of(ResultSet row, int number) throws SQLException {
    var verdict = row.getString("verdict");
    return new IncidentSummary(
        row.getObject("id", UUID.class),
        row.getLong("number"),
        row.getString("title"),
        Severity.valueOf(row.getString("severity")),
        Phase.valueOf(row.getString("phase")),
        IncidentStatus.valueOf(row.getString("status")),
        verdict == null ? null : Verdict.valueOf(verdict),
        row.getString("playbook"),
        row.getString("site_id"),
        row.getLong("alert_count"),
        time(row, "first_alert_at"),
        time(row, "last_alert_at"),
        time(row, "opened_at"),
        timeOrNull(row, "acknowledged_at"),
        timeOrNull(row, "contained_at"),
        timeOrNull(row, "eradicated_at"),
        timeOrNull(row, "recovered_at"),
        timeOrNull(row, "closed_at"),
        time(row, "changed_at"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
