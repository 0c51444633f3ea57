package org.rempart.core.incident;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What incidents are about: their observables, as alerts named them. */
@Component
public class IncidentEntities {

  private final JdbcClient jdbc;

  IncidentEntities(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The entities of an incident, attackers first, then those that most alerts named; none when the
   * incident is not on these sites.
   *
   * @param limit at most so many
   */
  public List<Entity> of(UUID incidentId, Collection<String> sites, int limit) {
    return jdbc.sql(
            """
            select e.kind, e.value, e.role, e.first_seen, e.last_seen, e.alert_count
            from incident_entity e join incident i on i.id = e.incident_id
            where i.id = :incident and i.site_id = any(:sites)
            order by array_position(array['ATTACKER', 'VICTIM', 'RELATED'], e.role), e.alert_count desc, e.kind, e.value
            limit :limit\
            """)
        .param("incident", incidentId)
        .param("sites", sites.toArray(String[]::new))
        .param("limit", limit)
        .query(
            (row, number) ->
                new Entity(
                    EntityKind.valueOf(row.getString("kind")),
                    row.getString("value"),
                    EntityRole.valueOf(row.getString("role")),
                    row.getObject("first_seen", OffsetDateTime.class).toInstant(),
                    row.getObject("last_seen", OffsetDateTime.class).toInstant(),
                    row.getLong("alert_count")))
        .list();
  }

  /**
   * One entity of an incident.
   *
   * @param alertCount how many alerts named it
   */
  public record Entity(
      EntityKind kind,
      String value,
      EntityRole role,
      Instant firstSeen,
      Instant lastSeen,
      long alertCount) {}
}
