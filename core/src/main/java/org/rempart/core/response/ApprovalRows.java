package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The rows of approvals and votes. Every method runs in the caller's transaction. */
@Component
class ApprovalRows {

  private static final String ROW =
      """
      select p.id, p.state, p.needs, case when r.asked_by_kind = 'PERSON' then r.asked_by end as asker,
        (select coalesce(jsonb_agg(jsonb_build_object('login', v.login, 'groups', to_jsonb(v.groups)) order by v.voted_at), '[]')
          from approval_vote v where v.approval_id = p.id and v.vote <> 'DENY') as yeses
      from approval p join response r on r.id = p.response_id\
      """;

  private static final String LAPSED =
      """
      update approval set state = 'LAPSED', decided_at = clock_timestamp()
      where state = 'PENDING' and lapses_at <= clock_timestamp() and response_id = ? returning id\
      """;

  private static final String ASK =
      """
      insert into approval (response_id, state, rule, groups, needs, alternative, lapses_at, escalates_at)
      values (:response, 'PENDING', :rule, :groups, :needs::jsonb, :alternative,
        clock_timestamp() + make_interval(secs => :lapse), clock_timestamp() + make_interval(secs => :escalate)) returning id\
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  ApprovalRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  UUID insert(
      UUID responseId,
      List<Need> needs,
      @Nullable String alternative,
      Duration lapse,
      Duration escalate) {
    String rule = needs.stream().map(Need::rule).sorted().collect(Collectors.joining(","));
    return jdbc.sql(ASK)
        .param("response", responseId)
        .param("rule", rule)
        .param("groups", groups(needs))
        .param("needs", json.writeValueAsString(needs))
        .param("alternative", alternative)
        .param("lapse", lapse.toMillis() / 1000.0)
        .param("escalate", escalate.toMillis() / 1000.0)
        .query(UUID.class)
        .single();
  }

  Optional<Approval> latest(UUID responseId) {
    return jdbc.sql(ROW + " where p.response_id = ? order by p.asked_at desc, p.id desc limit 1")
        .param(responseId)
        .query((row, n) -> approval(row))
        .optional();
  }

  /** The one that waits for people, with everybody else kept from it. */
  Optional<Approval> lockPending(UUID responseId) {
    return jdbc.sql(ROW + " where p.response_id = ? and p.state = 'PENDING' for update of p")
        .param(responseId)
        .query((row, n) -> approval(row))
        .optional();
  }

  Set<String> grantedRules(UUID responseId) {
    return jdbc
        .sql("select rule from approval where response_id = ? and state = 'GRANTED'")
        .param(responseId)
        .query(String.class)
        .list()
        .stream()
        .flatMap(rules -> Stream.of(rules.split(",")))
        .collect(Collectors.toSet());
  }

  List<UUID> lapse(UUID responseId) {
    return jdbc.sql(LAPSED).param(responseId).query(UUID.class).list();
  }

  /** The groups of a person, by themselves and by their role. */
  Set<String> groupsOf(Actor person) {
    Set<String> groups = new LinkedHashSet<>();
    switch (person.role()) {
      case "RESPONDER" -> groups.add("responders");
      case "MANAGER" -> groups.add("managers");
      default -> {}
    }
    groups.addAll(
        jdbc.sql(
                "select unnest(groups) from person where login = :name union select"
                    + " unnest(groups) from api_token where 'api:' || name = :name")
            .param("name", person.name())
            .query(String.class)
            .list());
    return groups;
  }

  /** A person's last word counts: a yes may become a no, or an override. */
  void vote(UUID approvalId, String login, Set<String> groups, String vote, String reason) {
    jdbc.sql(
            """
            insert into approval_vote (approval_id, login, groups, vote, reason) values (?, ?, ?, ?, ?)
            on conflict (approval_id, login) do update set groups = excluded.groups, vote = excluded.vote,
              reason = excluded.reason, voted_at = clock_timestamp()\
            """)
        .params(approvalId, login, groups.toArray(String[]::new), vote, reason)
        .update();
  }

  void stillAsks(UUID approvalId, List<String> groups) {
    jdbc.sql("update approval set groups = ? where id = ?")
        .params(groups.toArray(String[]::new), approvalId)
        .update();
  }

  void decide(UUID approvalId, String state, String by, String reason, boolean overridden) {
    jdbc.sql(
            "update approval set state = ?, decided_at = clock_timestamp(), decided_by = ?, reason"
                + " = ?, overridden = ?, told_at = case when ? then null else told_at end where id"
                + " = ?")
        .params(state, by, reason, overridden, overridden, approvalId)
        .update();
  }

  private Approval approval(ResultSet row) throws SQLException {
    return new Approval(
        row.getObject("id", UUID.class),
        row.getString("state"),
        row.getString("asker"),
        Arrays.asList(json.readValue(row.getString("needs"), Need[].class)),
        Arrays.asList(json.readValue(row.getString("yeses"), Approval.Yes[].class)));
  }

  private static String[] groups(List<Need> needs) {
    return needs.stream().flatMap(n -> n.groups().stream()).distinct().toArray(String[]::new);
  }
}
