package org.rempart.core.report;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.incident.Marking;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a report is made of, where no other subject offers it. */
@Component
class ReportRows {

  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  ReportRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Instant now() {
    return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
  }

  /** What only the report wants to know of an incident. */
  Origin origin(UUID incidentId) {
    return jdbc.sql(
            """
            select process_version, process_hash, claimed_at, tlp, pap,
              (select min(p.read_at) from proof p join action a on a.id = p.action_id
               join containment_claim k on k.action_id = a.id
               where a.incident_id = i.id and p.result = 'HOLDS') as first_proof,
              (select details ->> 'reason' from timeline_entry t
               where t.incident_id = i.id and t.kind = 'incident.verdict' order by t.id desc limit 1) as verdict_reason,
              (select count(distinct c.id) from containment c join containment_claim k on k.containment_id = c.id
               join action a on a.id = k.action_id
               where a.incident_id = i.id and c.state = 'REVERTED') as undone
            from incident i where id = ?\
            """)
        .param(incidentId)
        .query(
            (row, number) ->
                new Origin(
                    new Marking(row.getString("tlp"), row.getString("pap")),
                    row.getObject("process_version", Integer.class),
                    row.getString("process_hash"),
                    atOrNull(row, "claimed_at"),
                    atOrNull(row, "first_proof"),
                    row.getString("verdict_reason"),
                    row.getInt("undone")))
        .single();
  }

  List<Report.Approval> approvals(UUID incidentId) {
    return jdbc.sql(
            """
            select p.*, coalesce((select string_agg(v.login, ', ' order by v.voted_at) from approval_vote v
                where v.approval_id = p.id), p.decided_by) as voters, r.capability, (select array_agg(a.target order by a.target) from action a
              where a.response_id = r.id) as targets
            from approval p join response r on r.id = p.response_id
            where r.incident_id = ? order by p.asked_at, p.id\
            """)
        .param(incidentId)
        .query(
            (row, number) ->
                new Report.Approval(
                    row.getObject("id", UUID.class),
                    row.getString("capability"),
                    List.of(texts(row.getArray("targets"))),
                    row.getString("rule"),
                    row.getString("state"),
                    at(row, "asked_at"),
                    atOrNull(row, "decided_at"),
                    row.getString("voters"),
                    row.getString("reason"),
                    row.getBoolean("overridden")))
        .list();
  }

  List<Report.InForce> inForce(UUID incidentId) {
    return jdbc.sql(
            """
            select c.*, bool_or(a.practice) as practice,
              (select array_agg(distinct i.number order by i.number) from containment_claim k2
               join action a2 on a2.id = k2.action_id join incident i on i.id = a2.incident_id
               where k2.containment_id = c.id and k2.released_at is null) as needed_by
            from containment c join containment_claim k on k.containment_id = c.id
            join action a on a.id = k.action_id
            where a.incident_id = ? and c.since is not null and c.state <> 'REVERTED'
            group by c.id order by c.since, c.id\
            """)
        .param(incidentId)
        .query(ReportRows::inForce)
        .list();
  }

  private static Report.InForce inForce(ResultSet row, int number) throws SQLException {
    var neededBy = row.getArray("needed_by");
    return new Report.InForce(
        row.getObject("id", UUID.class),
        row.getString("capability"),
        row.getString("target"),
        row.getString("connector"),
        row.getBoolean("practice"),
        row.getString("state"),
        at(row, "since"),
        atOrNull(row, "expires_at"),
        atOrNull(row, "last_read_at"),
        row.getString("last_result"),
        neededBy == null ? List.of() : List.of((Long[]) neededBy.getArray()));
  }

  List<Report.AlertCount> alerts(UUID incidentId) {
    return jdbc.sql(
            """
            select source, rule, max(rule_name) as rule_name, (array_agg(severity order by
                array_position(array['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'], severity)))[1] as severity,
              sum(count) as count,
              min(first_seen) as first_seen, max(last_seen) as last_seen
            from alert_fold where incident_id = ? group by source, rule order by count desc, source, rule\
            """)
        .param(incidentId)
        .query(
            (row, number) ->
                new Report.AlertCount(
                    row.getString("source"),
                    row.getString("rule"),
                    row.getString("rule_name"),
                    row.getString("severity"),
                    row.getLong("count"),
                    at(row, "first_seen"),
                    at(row, "last_seen")))
        .list();
  }

  List<Report.Observable> observables(UUID incidentId) {
    return jdbc.sql(
            """
            select e.*, host_at(i.site_id, e.address) as host,
              exists (select 1 from asset a where a.site_id = i.site_id and a.clinical
                and (a.addresses @> array[e.address] or (e.kind = 'HOST' and same_host(a.host, e.value)))) as clinical
            from incident i join lateral (select *, case when kind = 'ADDRESS' and pg_input_is_valid(value, 'inet') then value::inet end
              as address from incident_entity where incident_id = i.id) e on true
            where i.id = ?
            order by array_position(array['ATTACKER', 'VICTIM', 'RELATED'], e.role), e.kind, e.alert_count desc, e.value\
            """)
        .param(incidentId)
        .query(
            (row, number) ->
                new Report.Observable(
                    row.getString("kind"),
                    row.getString("value"),
                    Defanged.of(row.getString("kind"), row.getString("value")),
                    row.getString("role"),
                    row.getString("host"),
                    row.getBoolean("clinical"),
                    row.getLong("alert_count"),
                    at(row, "first_seen"),
                    at(row, "last_seen")))
        .list();
  }

  List<Report.Technique> techniques(UUID incidentId) {
    return jdbc
        .sql("select technique from incident_technique where incident_id = ? order by technique")
        .param(incidentId)
        .query(String.class)
        .list()
        .stream()
        .map(AttackTechniques::of)
        .toList();
  }

  List<Report.Person> people(UUID incidentId) {
    return jdbc.sql(
            """
            select t.actor, coalesce(max(p.display_name), t.actor) as name, count(*) as entries,
              min(t.at) as first, max(t.at) as last
            from timeline_entry t left join person p on p.login = t.actor
            where t.incident_id = ? and t.actor_kind = 'PERSON' group by t.actor order by min(t.at)\
            """)
        .param(incidentId)
        .query(
            (row, number) ->
                new Report.Person(
                    row.getString("actor"),
                    row.getString("name"),
                    row.getLong("entries"),
                    at(row, "first"),
                    at(row, "last")))
        .list();
  }

  List<Report.Review> reviews(UUID incidentId) {
    return jdbc.sql(
            """
            select completed_at, completed_by, form_values from task
            where incident_id = ? and state = 'COMPLETED' and form_id like '%review' order by completed_at\
            """)
        .param(incidentId)
        .query(this::review)
        .list();
  }

  private Report.Review review(ResultSet row, int number) throws SQLException {
    var text = Optional.ofNullable(row.getString("form_values")).orElse("{}");
    var values = json.readValue(text, VALUES);
    return new Report.Review(
        atOrNull(row, "completed_at"),
        row.getString("completed_by"),
        written(values, "rootCause"),
        written(values, "wentWell"),
        written(values, "wentBadly"),
        written(values, "lessons"),
        improvements(values.get("improvements")));
  }

  /** A list of what, who and until, as the forms ask; or a text, one improvement a line. */
  private static List<Report.Improvement> improvements(@Nullable Object given) {
    return switch (given) {
      case null -> List.of();
      case List<?> several -> several.stream().map(ReportRows::improvement).toList();
      case Object text ->
          text.toString()
              .lines()
              .filter(line -> !line.isBlank())
              .map(ReportRows::improvement)
              .toList();
    };
  }

  private static Report.Improvement improvement(@Nullable Object given) {
    return given instanceof Map<?, ?> fields
        ? new Report.Improvement(
            text(fields.get("what")), text(fields.get("who")), text(fields.get("until")))
        : new Report.Improvement(text(given), "", "");
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String written(Map<String, Object> values, String key) {
    return text(values.get(key));
  }

  private static String[] texts(@Nullable Array array) throws SQLException {
    return array == null ? new String[0] : (String[]) array.getArray();
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant atOrNull(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /**
   * What only the report wants to know of an incident.
   *
   * @param claimedAt when its process began
   * @param firstProof when a read-back first showed a containment in force
   * @param undone how many containments were reverted
   */
  record Origin(
      Marking marking,
      @Nullable Integer processVersion,
      @Nullable String processHash,
      @Nullable Instant claimedAt,
      @Nullable Instant firstProof,
      @Nullable String verdictReason,
      int undone) {}
}
