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

/** Finds actions for people to look at. */
@Component
public class ActionSearch {

  private static final String SELECT =
      """
      select a.id, a.incident_id, a.response_id, a.capability, a.connector, a.target_kind, a.target,
        a.state, a.dry_run, a.practice, a.rule, a.message, a.reference, a.planned_at, a.executed_at,
        a.verified_at, p.result, p.read_at, p.evidence,
        c.id as containment_id, c.state as containment_state, c.last_result, k.released_at
      from action a
      left join lateral
        (select result, read_at, evidence from proof where action_id = a.id order by id desc limit 1) p on true
      left join lateral
        (select containment_id, released_at from containment_claim where action_id = a.id
         order by claimed_at desc limit 1) k on true
      left join containment c on c.id = k.containment_id\
      """;

  private static final String OF_INCIDENT = " where a.incident_id = :incident";

  /** Not at its end, failed, or not as it should be at the product. */
  private static final String WANTS_A_LOOK =
      """
      coalesce(a.state in ('PLANNED', 'WAITING', 'EXECUTING', 'FAILED') or c.state in ('VANISHED', 'REVERT_FAILED')
        or a.state = 'EXECUTED' and a.proof_due and not a.dry_run and a.verified_at is null, false)\
      """;

  private final JdbcClient jdbc;

  ActionSearch(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The actions of an incident in the order in which they were planned. */
  public List<ActionSummary> ofIncident(UUID incidentId) {
    return jdbc.sql(SELECT + OF_INCIDENT + " order by a.planned_at, a.id")
        .param("incident", incidentId)
        .query(ActionSearch::action)
        .list();
  }

  /**
   * A stretch of them.
   *
   * @param passed how many come before it
   * @param limit at most so many
   */
  public List<ActionSummary> ofIncident(UUID incidentId, int passed, int limit) {
    return stretch("", incidentId, null, passed, limit);
  }

  /**
   * A stretch of them for people: those that want a look come first, then as they were planned.
   *
   * @param text part of the target, or {@code null} for all
   * @param passed how many come before it
   * @param limit at most so many
   */
  public List<ActionSummary> toLookAt(
      UUID incidentId, @Nullable String text, int passed, int limit) {
    return stretch(WANTS_A_LOOK + " desc, ", incidentId, text, passed, limit);
  }

  private List<ActionSummary> stretch(
      String first, UUID incidentId, @Nullable String text, int passed, int limit) {
    return jdbc.sql(
            SELECT
                + OF_INCIDENT
                + " and (:text::text is null or strpos(lower(a.target), lower(:text)) > 0) order by"
                + " "
                + first
                + "a.planned_at, a.id offset :passed limit :limit")
        .param("incident", incidentId)
        .param("text", text)
        .param("passed", passed)
        .param("limit", limit)
        .query(ActionSearch::action)
        .list();
  }

  /** The actions of one response, what an approval is about. */
  public List<ActionSummary> ofResponse(UUID responseId) {
    return jdbc.sql(SELECT + " where a.response_id = ? order by a.planned_at, a.id")
        .param(responseId)
        .query(ActionSearch::action)
        .list();
  }

  /** One action; empty when there is none of this id on these sites. */
  public Optional<ActionSummary> find(UUID id, Collection<String> sites) {
    return jdbc.sql(SELECT + " where a.id = ? and a.site_id = any(?)")
        .params(id, sites.toArray(String[]::new))
        .query(ActionSearch::action)
        .optional();
  }

  private static ActionSummary action(ResultSet row, int number) throws SQLException {
    return new ActionSummary(
        row.getObject("id", UUID.class),
        row.getObject("incident_id", UUID.class),
        row.getObject("response_id", UUID.class),
        row.getString("capability"),
        row.getString("connector"),
        row.getString("target_kind"),
        row.getString("target"),
        row.getString("state"),
        row.getBoolean("dry_run"),
        row.getBoolean("practice"),
        row.getString("rule"),
        row.getString("message"),
        row.getString("reference"),
        row.getObject("planned_at", OffsetDateTime.class).toInstant(),
        at(row, "executed_at"),
        at(row, "verified_at"),
        proof(row),
        containment(row));
  }

  private static ActionSummary.@Nullable Proof proof(ResultSet row) throws SQLException {
    var readAt = at(row, "read_at");
    return readAt == null
        ? null
        : new ActionSummary.Proof(row.getString("result"), readAt, row.getString("evidence"));
  }

  private static ActionSummary.@Nullable Containment containment(ResultSet row)
      throws SQLException {
    var id = row.getObject("containment_id", UUID.class);
    return id == null
        ? null
        : new ActionSummary.Containment(
            id,
            row.getString("containment_state"),
            row.getString("last_result"),
            at(row, "released_at"));
  }

  private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
