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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The register: what is contained right now. Every query is bounded by the sites of who asks. */
@Component
public class ContainmentSearch {

  private static final TypeReference<List<Holder>> HOLDERS = new TypeReference<>() {};
  private static final String SELECT =
      """
      select c.id, c.site_id, c.connector, c.capability, c.target_kind, c.target, c.state, c.since, c.expires_at,
        c.last_read_at, c.last_result, c.last_evidence, c.message, h.holders, h.practice
      from containment c
      left join lateral (
        select bool_or(a.practice) as practice, jsonb_agg(jsonb_build_object(
            'incidentId', i.id, 'number', i.number, 'title', i.title, 'actionId', a.id, 'responseId', r.id,
            'askedBy', r.asked_by, 'approvedBy', coalesce(p.decided_by, '')) order by k.claimed_at) as holders
        from containment_claim k join action a on a.id = k.action_id
          join incident i on i.id = a.incident_id join response r on r.id = a.response_id
          left join approval p on p.response_id = r.id and p.state = 'GRANTED'
        where k.containment_id = c.id and k.released_at is null) h on true
      where c.since is not null and c.state <> 'REVERTED' and c.site_id = any(:sites)\
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  ContainmentSearch(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Everything in force, or not yet undone, the newest first. */
  public List<InForce> inForce(Collection<String> sites) {
    return jdbc.sql(SELECT + " order by c.since desc, c.id limit 1000")
        .param("sites", sites.toArray(String[]::new))
        .query(this::row)
        .list();
  }

  /** One of them; empty when there is none of this id on these sites. */
  public Optional<InForce> find(UUID id, Collection<String> sites) {
    return jdbc.sql(SELECT + " and c.id = :id")
        .param("sites", sites.toArray(String[]::new))
        .param("id", id)
        .query(this::row)
        .optional();
  }

  private InForce row(ResultSet row, int number) throws SQLException {
    var holders = row.getString("holders");
    return new InForce(
        row.getObject("id", UUID.class),
        row.getString("site_id"),
        row.getString("connector"),
        row.getBoolean("practice"),
        row.getString("capability"),
        row.getString("target_kind"),
        row.getString("target"),
        row.getString("state"),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        at(row, "expires_at"),
        at(row, "last_read_at"),
        row.getString("last_result"),
        row.getString("last_evidence"),
        row.getString("message"),
        holders == null ? List.of() : json.readValue(holders, HOLDERS));
  }

  private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /**
   * A containment that stands.
   *
   * @param practice whether the product is the practice estate
   * @param state IN_FORCE, REVERTING, REVERT_FAILED or VANISHED
   * @param expiresAt when it is undone by itself; {@code null} for never
   * @param lastResult what the last read-back showed: HOLDS, ABSENT or UNKNOWN; {@code null} when
   *     there was none
   * @param message what the product said last
   * @param holders the actions that still need it, the oldest claim first
   */
  public record InForce(
      UUID id,
      String site,
      String connector,
      boolean practice,
      String capability,
      String targetKind,
      String target,
      String state,
      Instant since,
      @Nullable Instant expiresAt,
      @Nullable Instant lastReadAt,
      @Nullable String lastResult,
      @Nullable String lastEvidence,
      @Nullable String message,
      List<Holder> holders) {}

  /**
   * Who needs it.
   *
   * @param number the incident's
   * @param askedBy the playbook element or person
   * @param approvedBy who granted it; empty when nobody was asked
   */
  public record Holder(
      UUID incidentId,
      long number,
      String title,
      UUID actionId,
      UUID responseId,
      String askedBy,
      String approvedBy) {}
}
