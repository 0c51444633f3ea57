package org.rempart.core.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.rempart.core.audit.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads what happened in an incident, in order, in the reader's language. */
@Component
public class TimelineReader {

  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final TimelineNames names;

  TimelineReader(JdbcClient jdbc, JsonMapper json, TimelineNames names) {
    this.jdbc = jdbc;
    this.json = json;
    this.names = names;
  }

  /**
   * Entries in order.
   *
   * @param after only entries with a greater id; 0 for all
   * @param limit at most so many
   */
  public List<Entry> list(UUID incidentId, long after, int limit, Locale locale) {
    return jdbc.sql(
            """
            select id, at, kind, actor_kind, actor, details from timeline_entry
            where incident_id = ? and id > ? order by id limit ?\
            """)
        .params(incidentId, after, limit)
        .query((row, number) -> entry(row, locale))
        .list();
  }

  private Entry entry(ResultSet row, Locale locale) throws SQLException {
    var kind = row.getString("kind");
    var actor = row.getString("actor");
    var details = json.readValue(row.getString("details"), VALUES);
    var values = names.named(details, locale);
    values.putIfAbsent("actor", actor);
    return new Entry(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        kind,
        Actor.Kind.valueOf(row.getString("actor_kind")),
        actor,
        TimelineSentences.say(kind, values, locale),
        details);
  }

  /**
   * One entry.
   *
   * @param at database clock
   * @param kind for example {@code action.executed}
   * @param actor who did it
   * @param text the sentence in the reader's language
   * @param details the values the sentence was made of
   */
  public record Entry(
      long id,
      Instant at,
      String kind,
      Actor.Kind actorKind,
      String actor,
      String text,
      Map<String, Object> details) {}
}
