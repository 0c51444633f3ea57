package org.rempart.core.alert;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the alerts of an incident for people to look at. */
@Component
public class AlertSearch {

  private static final String COLUMNS =
      """
      id, received_at, occurred_at, clock_doubtful, site_id, source, event_id, rule, rule_name,
      severity, entities, signs, techniques\
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  AlertSearch(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Alerts of an incident, the newest first.
   *
   * @param below only what comes after this place in the list; {@code null} for the start
   * @param limit at most so many
   */
  public List<Sighting> ofIncident(UUID incidentId, @Nullable Place below, int limit) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + """
                 from alert where incident_id = :incident
                  and (:at::timestamptz is null or (received_at, id) < (:at, :id))
                order by received_at desc, id desc limit :limit\
                """)
        .param("incident", incidentId)
        .param(
            "at",
            below == null ? null : below.receivedAt().atOffset(ZoneOffset.UTC),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .param("id", below == null ? null : below.id(), Types.OTHER)
        .param("limit", limit)
        .query(this::sighting)
        .list();
  }

  /** What was sent, as text; empty when the incident has no such alert. */
  public Optional<String> raw(UUID incidentId, UUID alertId) {
    return jdbc.sql("select raw from alert where incident_id = ? and id = ?")
        .params(incidentId, alertId)
        .query((row, number) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
        .optional();
  }

  private Sighting sighting(ResultSet row, int number) throws SQLException {
    return new Sighting(
        row.getObject("id", UUID.class),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("clock_doubtful"),
        row.getString("site_id"),
        row.getString("source"),
        row.getString("event_id"),
        row.getString("rule"),
        row.getString("rule_name"),
        row.getString("severity"),
        json.readTree(row.getString("entities")),
        List.of((String[]) row.getArray("signs").getArray()),
        List.of((String[]) row.getArray("techniques").getArray()));
  }

  /** Where a page ended. */
  public record Place(Instant receivedAt, UUID id) {}

  /**
   * An alert as lists show it.
   *
   * @param receivedAt database clock
   * @param occurredAt the source's clock
   * @param clockDoubtful whether the source's clock is more than ten minutes off
   * @param eventId the source's id of it; {@code null} when it has none
   * @param entities what it names
   */
  public record Sighting(
      UUID id,
      Instant receivedAt,
      Instant occurredAt,
      boolean clockDoubtful,
      String site,
      String source,
      @Nullable String eventId,
      String rule,
      String ruleName,
      String severity,
      JsonNode entities,
      List<String> signs,
      List<String> techniques) {}
}
