package org.rempart.core.guardrail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.rempart.core.guardrail.Ruling.Verdict;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Tries a version of the guardrails on what was decided before, with the facts of that time. */
@Component
public class PolicyTrials {

  private static final int MOST = 20_000;
  private static final int SHOWN = 200;

  private static final String DECIDED =
      """
      select a.id, a.incident_id, i.number, a.capability, a.target, a.planned_at, a.policy_verdict, a.policy_rule, a.policy_facts
      from action a join incident i on i.id = a.incident_id
      where a.policy_facts is not null and a.planned_at >= ? order by a.planned_at desc limit ?\
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Policies policies;
  private final PolicyRows rows;

  PolicyTrials(JdbcClient jdbc, JsonMapper json, Policies policies, PolicyRows rows) {
    this.jdbc = jdbc;
    this.json = json;
    this.policies = policies;
    this.rows = rows;
  }

  /**
   * Decides past actions anew and says which would have gone another way; changes nothing but that
   * the version counts as tried.
   *
   * @param since the oldest to look at
   * @throws UnknownPolicyException when there is no such version
   */
  @Transactional
  public Trial run(int version, Instant since) {
    Policy policy = policies.policy(version);
    List<Past> past =
        jdbc.sql(DECIDED)
            .params(since.atOffset(ZoneOffset.UTC), MOST)
            .query((row, n) -> past(row))
            .list();
    List<Change> changes = new ArrayList<>();
    for (Past one : past) {
      Ruling would = policy.rule(one.facts());
      if (would.verdict() != one.verdict() || !would.rule().equals(one.rule())) {
        changes.add(new Change(one, would.verdict(), would.rule()));
      }
    }
    rows.tried(version);
    int otherVerdict = (int) changes.stream().filter(c -> c.would() != c.past().verdict()).count();
    return new Trial(
        past.size(), otherVerdict, changes.size(), changes.stream().limit(SHOWN).toList());
  }

  private Past past(ResultSet row) throws SQLException {
    return new Past(
        row.getObject("id", UUID.class),
        row.getObject("incident_id", UUID.class),
        row.getLong("number"),
        row.getString("capability"),
        row.getString("target"),
        row.getTimestamp("planned_at").toInstant(),
        Verdict.valueOf(row.getString("policy_verdict")),
        row.getString("policy_rule"),
        json.readValue(row.getString("policy_facts"), TargetFacts.class));
  }

  /**
   * What a trial showed.
   *
   * @param decided how many past actions were decided anew, the newest first and at most 20,000
   * @param otherVerdict how many of them would have been allowed, asked or refused otherwise
   * @param otherRule how many another row would have decided, those of {@code otherVerdict}
   *     included
   * @param changes the newest 200 of {@code otherRule}
   */
  public record Trial(int decided, int otherVerdict, int otherRule, List<Change> changes) {}

  /** An action that would have gone another way. */
  public record Change(Past past, Verdict would, String wouldRule) {}

  /** An action as it was decided. */
  public record Past(
      UUID actionId,
      UUID incidentId,
      long incidentNumber,
      String capability,
      String target,
      Instant at,
      Verdict verdict,
      String rule,
      TargetFacts facts) {}
}
