package org.rempart.core.alert.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.rempart.core.alert.Alert;
import org.rempart.core.alert.Entity;
import org.rempart.core.alert.UuidV7;
import org.rempart.core.alert.intake.AlertLedger.Kept;
import org.rempart.core.incident.Severity;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table of alerts, which COPY fills: a row costs a fifth of an insert's. */
@Component
class AlertTable {

  private static final String COPY =
      """
      copy alert (id, received_at, site_id, source, event_id, occurred_at, clock_doubtful, incident_id, suppression, raw,
        rule, rule_name, severity, entities, signs, techniques) from stdin (format binary)\
      """;
  private static final int COLUMNS = 16;

  private final JdbcTemplate jdbc;
  private final JsonMapper json;

  AlertTable(JdbcTemplate jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  void append(List<Kept> kept, Instant received) {
    if (kept.isEmpty()) {
      return;
    }
    byte[] rows = rows(kept, received);
    jdbc.execute((ConnectionCallback<Long>) connection -> copy(connection, rows));
  }

  private static Long copy(Connection connection, byte[] rows) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    try {
      copy.writeToCopy(rows, 0, rows.length);
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private byte[] rows(List<Kept> kept, Instant received) {
    Map<Told, byte[]> known = new HashMap<>();
    CopyRows rows = CopyRows.begun();
    for (Kept k : kept) {
      Alert alert = k.arrival.alert();
      rows.row(COLUMNS);
      rows.uuid(UuidV7.next());
      rows.time(received);
      rows.text(k.arrival.site());
      rows.text(k.arrival.source().id());
      rows.text(alert.eventId());
      rows.time(alert.occurredAt());
      rows.bool(k.doubtful);
      rows.uuid(k.incident);
      rows.text(k.suppression);
      rows.bytes(k.taken.delivered().raw());
      rows.raw(known.computeIfAbsent(Told.by(alert), told -> columns(alert)));
    }
    return rows.end();
  }

  /** The columns that all alerts of a storm share: formatted once. */
  private byte[] columns(Alert alert) {
    CopyRows columns = new CopyRows();
    columns.text(alert.rule());
    columns.text(alert.ruleName());
    columns.text(alert.severity().name());
    columns.json(entities(alert.entities()));
    columns.texts(alert.signs());
    columns.texts(alert.techniques());
    return columns.soFar();
  }

  private record Told(
      String rule,
      String name,
      Severity severity,
      List<Entity> entities,
      Set<String> signs,
      Set<String> techniques) {

    private static Told by(Alert alert) {
      return new Told(
          alert.rule(),
          alert.ruleName(),
          alert.severity(),
          alert.entities(),
          alert.signs(),
          alert.techniques());
    }
  }

  private String entities(List<Entity> entities) {
    List<Map<String, String>> plain = new ArrayList<>();
    entities.forEach(
        e ->
            plain.add(
                Map.of("kind", e.kind().name(), "value", e.value(), "role", e.role().name())));
    return json.writeValueAsString(plain);
  }
}
