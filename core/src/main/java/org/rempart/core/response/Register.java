package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Proof;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Everything that is contained right now: by whom, why, until when, and whether it still holds. */
@Component
public class Register {

  private static final String SELECT =
      """
      select c.*, (select coalesce(jsonb_agg(jsonb_build_object('incidentId', i.id, 'incidentNumber', i.number,
          'incidentTitle', i.title, 'actionId', a.id, 'by', r.asked_by, 'at', cl.claimed_at) order by cl.claimed_at), '[]')
        from containment_claim cl join action a on a.id = cl.action_id join incident i on i.id = a.incident_id
          join response r on r.id = a.response_id
        where cl.containment_id = c.id and cl.released_at is null) as claims,
        (select jsonb_build_object('by', p.pinned_by, 'reason', p.reason, 'at', p.pinned_at) from containment_pin p
         where p.containment_id = c.id and p.released_at is null) as pin
      from containment c\
      """;

  private static final String LIVE =
      " where c.state <> 'REVERTED' and c.since is not null and c.site_id = any(:sites)";

  /** A network finds what is in it, an address also the networks that it is in. */
  private static final String FOUND =
      LIVE
          + """
           and (:connector::text is null or c.connector = :connector)
           and (:text::text is null or strpos(lower(c.target), lower(:text)) > 0
             or case when pg_input_is_valid(c.target, 'inet') then c.target::inet end
               && case when pg_input_is_valid(:text, 'inet') then :text end::inet
             or exists (select from containment_claim cl join action a on a.id = cl.action_id join incident i on i.id = a.incident_id
               where cl.containment_id = c.id and cl.released_at is null and '#' || i.number = :text))\
          """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final ConnectorRegistry registry;
  private final Readings readings;

  Register(JdbcClient jdbc, JsonMapper json, ConnectorRegistry registry, Readings readings) {
    this.jdbc = jdbc;
    this.json = json;
    this.registry = registry;
    this.readings = readings;
  }

  /** What is contained at these sites, or was meant to be and has vanished; newest first. */
  public List<Contained> live(Collection<String> sites) {
    return jdbc.sql(SELECT + LIVE + " order by c.since desc, c.id desc")
        .param("sites", sites.toArray(String[]::new))
        .query((row, n) -> contained(row))
        .list();
  }

  /**
   * A stretch of {@link #live}.
   *
   * @param below the containment after which it begins, or {@code null} for the newest
   * @param limit at most so many
   */
  public List<Contained> list(
      RegisterFilter filter, Collection<String> sites, @Nullable UUID below, int limit) {
    return found(
            SELECT
                + FOUND
                + " and (:below::uuid is null or (c.since, c.id) < (select b.since, b.id from"
                + " containment b where b.id = :below))"
                + " order by c.since desc, c.id desc limit :limit",
            filter,
            sites)
        .param("below", below)
        .param("limit", limit)
        .query((row, n) -> contained(row))
        .list();
  }

  /** How many there are. */
  public int count(RegisterFilter filter, Collection<String> sites) {
    return found("select count(*) from containment c" + FOUND, filter, sites)
        .query(Integer.class)
        .single();
  }

  /** The products at which something is contained, by their ids. */
  public List<String> connectors(Collection<String> sites) {
    return jdbc.sql("select distinct c.connector from containment c" + LIVE + " order by 1")
        .param("sites", sites.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  private JdbcClient.StatementSpec found(
      String sql, RegisterFilter filter, Collection<String> sites) {
    return jdbc.sql(sql)
        .param("sites", sites.toArray(String[]::new))
        .param("connector", filter.connector())
        .param("text", filter.text());
  }

  /** One containment, also one that was reverted; empty when there is none at these sites. */
  public Optional<Contained> find(UUID id, Collection<String> sites) {
    return jdbc.sql(SELECT + " where c.id = ? and c.since is not null and c.site_id = any(?)")
        .param(id)
        .param(sites.toArray(String[]::new))
        .query((row, n) -> contained(row))
        .optional();
  }

  /**
   * Reads a containment back at its product now. What is gone without us is VANISHED from then on,
   * and in force again once it is back. Must be called outside any transaction.
   */
  public void reread(UUID containmentId) {
    jdbc.sql("select * from containment where id = ? and since is not null")
        .param(containmentId)
        .query((row, n) -> Place.of(row))
        .optional()
        .ifPresent(place -> readings.noted(place, read(place)));
  }

  private Proof read(Place place) {
    return registry
        .service(place.connector(), place.order().capability())
        .map(s -> s.connector().verify(List.of(place.order())).getFirst())
        .orElseGet(
            () ->
                new Proof(
                    place.order().key(),
                    Proof.Result.UNKNOWN,
                    Instant.now(),
                    place.connector() + " is not configured"));
  }

  private Contained contained(ResultSet row) throws SQLException {
    String connector = row.getString("connector");
    Instant readAt = at(row, "last_read_at");
    return new Contained(
        row.getObject("id", UUID.class),
        row.getString("site_id"),
        connector,
        registry.byId(connector).map(c -> c.practice()).orElse(false),
        row.getString("capability"),
        row.getString("target_kind"),
        row.getString("target"),
        row.getString("state"),
        java.util.Objects.requireNonNull(at(row, "since")),
        at(row, "expires_at"),
        row.getString("revert_reason"),
        row.getString("message"),
        readAt == null
            ? null
            : new Contained.Read(
                row.getString("last_result"), readAt, row.getString("last_evidence")),
        List.of(json.readValue(row.getString("claims"), Contained.Claim[].class)),
        pin(row.getString("pin")));
  }

  private Contained.@Nullable Pin pin(@Nullable String text) {
    return text == null ? null : json.readValue(text, Contained.Pin.class);
  }

  private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
