package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.core.guardrail.Guardrails;
import org.rempart.core.guardrail.Ruling;
import org.rempart.core.response.ResponseJournal.Opened;
import org.rempart.core.storage.NamedSql;
import org.rempart.core.storage.Statements;
import org.rempart.core.storage.Statements.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of actions. Every method runs in the caller's transaction. */
@Component
class ActionJournal {

  private static final String UNSETTLED =
      """
      select a.*, a.state = 'EXECUTING' and a.lease_until > clock_timestamp() as under_way,
        extract(epoch from clock_timestamp() - case when a.state = 'EXECUTING' then a.lease_until else a.doubt_since end)::float8
          as doubt_seconds,
        coalesce((select true from containment_claim c where c.action_id = a.id and c.released_at is not null limit 1), false) as released
      from action a where a.response_id = ? and a.state in ('PLANNED', 'WAITING', 'EXECUTING') order by a.id for update of a\
      """;

  private static final NamedSql PLAN =
      NamedSql.of(
          """
          insert into action (id, response_id, incident_id, site_id, action_key, connector, capability, target_kind, target, generation,
            parameters, state, dry_run, practice, rule, message, proof_due, policy_version, policy_rule, policy_verdict, policy_facts,
            attempts, next_attempt_at, fencing, lease_until, executed_at)
          select p.id, :response, :incident, :site, p.action_key, p.connector, :capability, p.target_kind, p.target, :generation,
            p.parameters, p.state, p.dry_run, p.practice, p.rule, p.message, p.proof_due,
            p.policy_version, p.policy_rule, p.policy_verdict, p.policy_facts,
            case when p.state = 'EXECUTING' then 1 else 0 end, clock_timestamp() + make_interval(secs => p.retry_seconds),
            case when p.state = 'EXECUTING' then 1 else 0 end,
            case when p.state = 'EXECUTING' then clock_timestamp() + make_interval(secs => :lease) end,
            case when p.state = 'EXECUTED' then clock_timestamp() end
          from jsonb_to_recordset(:rows::jsonb) as p(id uuid, action_key text, connector text, target_kind text, target text, parameters jsonb,
            state text, dry_run boolean, practice boolean, rule text, message text, proof_due boolean, retry_seconds float8,
            policy_version int, policy_rule text, policy_verdict text, policy_facts jsonb)
          returning id, action_key, fencing, attempts\
          """);

  /**
   * Taking an action up again takes the next fencing number, so that the former holder's outcome is
   * discarded.
   */
  private static final NamedSql MOVE =
      NamedSql.of(
          """
          update action a set state = p.state, dry_run = p.dry_run, rule = coalesce(p.rule, a.rule), message = p.message,
            attempts = a.attempts + case when p.state = 'EXECUTING' then 1 else 0 end,
            in_doubt = a.in_doubt or a.state = 'EXECUTING',
            doubt_since = case when a.state = 'EXECUTING' then a.lease_until else a.doubt_since end,
            next_attempt_at = clock_timestamp() + make_interval(secs => p.retry_seconds),
            fencing = a.fencing + case when p.state = 'EXECUTING' then 1 else 0 end,
            lease_until = case when p.state = 'EXECUTING' then clock_timestamp() + make_interval(secs => :lease) end,
            executed_at = case when p.state = 'EXECUTED' then clock_timestamp() else a.executed_at end,
            policy_version = coalesce(p.policy_version, a.policy_version), policy_rule = coalesce(p.policy_rule, a.policy_rule),
            policy_verdict = coalesce(p.policy_verdict, a.policy_verdict), policy_facts = coalesce(p.policy_facts, a.policy_facts),
            changed_at = clock_timestamp()
          from jsonb_to_recordset(:rows::jsonb) as p(action_key text, state text, dry_run boolean, rule text, message text,
            retry_seconds float8, policy_version int, policy_rule text, policy_verdict text, policy_facts jsonb)
          where a.action_key = p.action_key
          returning a.id, a.action_key, a.fencing, a.attempts\
          """);

  /** Outcome and proof in one statement; both only where the fencing number is still ours. */
  private static final NamedSql STORE =
      NamedSql.of(
          """
          with s as (
            select * from jsonb_to_recordset(:rows::jsonb) as s(action_id uuid, fencing bigint, state text, in_doubt boolean, sent boolean,
              reference text, message text, retry_seconds float8, executed_ago float8, result text, proven_ago float8,
              read_at timestamptz, evidence text)),
          ours as (
            update action a set state = s.state, in_doubt = s.in_doubt,
              doubt_since = case when s.sent then clock_timestamp() else a.doubt_since end, reference = coalesce(s.reference, a.reference),
              message = s.message, next_attempt_at = clock_timestamp() + make_interval(secs => s.retry_seconds), lease_until = null,
              waiting_since = case when s.state = 'WAITING' then coalesce(a.waiting_since, clock_timestamp()) end,
              executed_at = case when s.state = 'EXECUTED' then clock_timestamp() - make_interval(secs => coalesce(s.executed_ago, 0)) end,
              verified_at = case when s.result = 'HOLDS' then clock_timestamp() - make_interval(secs => s.proven_ago) end,
              changed_at = clock_timestamp()
            from s where a.id = s.action_id and a.id = any(array(select action_id from s)) and a.fencing = s.fencing and a.state = 'EXECUTING'
            returning a.id),
          proven as (
            insert into proof (action_id, result, read_at, evidence)
            select s.action_id, s.result, s.read_at, left(s.evidence, 4000) from s join ours on ours.id = s.action_id
            where s.result is not null)
          select id from ours\
          """);

  /**
   * Under the response's lock, so nobody takes an action over meanwhile. Only leases that have run
   * for a while are begun anew, which spares a set that is done quickly the writes.
   */
  private static final String KEEP =
      """
      with ours as (
        select a.id, a.lease_until from jsonb_to_recordset(:rows::jsonb) as l(id uuid, fencing bigint)
          join action a on a.id = l.id and a.fencing = l.fencing and a.state = 'EXECUTING'),
      anew as (
        update action a set lease_until = clock_timestamp() + make_interval(secs => :lease)
        from ours where a.id = ours.id and ours.lease_until < clock_timestamp() + make_interval(secs => :lease / 2))
      select id from ours\
      """;

  private static final String EARLIER =
      """
      select distinct on (connector, target) connector, target, action_key from action
      where incident_id = :incident and capability = :capability and generation < :generation and not dry_run
        and (state = 'EXECUTED' or in_doubt)
      order by connector, target, generation desc\
      """;

  private final JdbcClient jdbc;
  private final Rows rows;
  private final ConnectorRegistry registry;
  private final Holds holds;

  ActionJournal(JdbcClient jdbc, Rows rows, ConnectorRegistry registry, Holds holds) {
    this.holds = holds;
    this.jdbc = jdbc;
    this.rows = rows;
    this.registry = registry;
  }

  /** The actions of a response that are not settled, locked. */
  List<Candidate> unsettled(Opened response) {
    return jdbc.sql(UNSETTLED)
        .param(response.id())
        .query((row, n) -> candidate(row, response.capability()))
        .list();
  }

  /**
   * Writes what was decided; new actions get their rows, others move on.
   *
   * @return the rows by their actions' keys, once all has been sent
   */
  Supplier<Map<String, Written>> write(
      Statements statements, Opened response, String siteId, List<Fate> fates, Duration lease) {
    double seconds = lease.toMillis() / 1000.0;
    List<Fate> fresh = fates.stream().filter(f -> !f.candidate().known()).toList();
    List<Fate> known = fates.stream().filter(f -> f.candidate().known()).toList();
    Answer<List<Written>> planned =
        fresh.isEmpty() ? Answer.of(List.of()) : plan(statements, response, siteId, fresh, seconds);
    Answer<List<Written>> moved =
        known.isEmpty() ? Answer.of(List.of()) : move(statements, known, seconds);
    return () ->
        Stream.concat(planned.get().stream(), moved.get().stream())
            .collect(Collectors.toMap(Written::key, Function.identity()));
  }

  private Answer<List<Written>> plan(
      Statements statements, Opened response, String siteId, List<Fate> fates, double lease) {
    return statements.list(
        PLAN,
        Map.of(
            "response", response.id(),
            "incident", response.incidentId(),
            "site", siteId,
            "capability", response.capability().id(),
            "generation", response.generation(),
            "lease", lease,
            "rows", rows.of(fates.stream().map(Row::of).toList())),
        ActionJournal::written);
  }

  private Answer<List<Written>> move(Statements statements, List<Fate> fates, double lease) {
    return statements.list(
        MOVE,
        Map.of("lease", lease, "rows", rows.of(fates.stream().map(Row::of).toList())),
        ActionJournal::written);
  }

  /** Stores outcomes whose fencing number is still ours, with their proofs; answers which. */
  Answer<List<UUID>> store(Statements statements, List<Settlement> settlements) {
    return statements.list(
        STORE, Map.of("rows", rows.of(settlements)), (row, n) -> row.getObject("id", UUID.class));
  }

  /** Keeps the leases of a response that run for another while. */
  void renew(UUID responseId, Duration lease) {
    jdbc.sql(
            "update action set lease_until = clock_timestamp() + make_interval(secs => ?) where"
                + " response_id = ? and state = 'EXECUTING' and lease_until > clock_timestamp()"
                + " and lease_until < clock_timestamp() + make_interval(secs => ?)")
        .params(lease.toMillis() / 1000.0, responseId, lease.toMillis() / 2000.0)
        .update();
  }

  /**
   * Keeps leases that are about to be used, also one that ran out and that nobody took over.
   *
   * @return those that are still ours
   */
  List<Lease> keep(List<Lease> leases, Duration lease) {
    Set<UUID> ours =
        holds.keep(
            KEEP,
            leases.stream().map(l -> new Holds.Hold(l.actionId(), l.fencing())).toList(),
            lease);
    return leases.stream().filter(l -> ours.contains(l.actionId())).toList();
  }

  /**
   * The newest earlier tries of an incident at what a response is about, sent as far as we know.
   *
   * @return their keys, by the places that {@link Held#place(String, String)} writes
   */
  Map<String, String> earlier(Opened response) {
    Map<String, String> keys = new HashMap<>();
    jdbc.sql(EARLIER)
        .param("incident", response.incidentId())
        .param("capability", response.capability().id())
        .param("generation", response.generation())
        .query(
            row -> {
              String place = Held.place(row.getString("connector"), row.getString("target"));
              keys.put(place, row.getString("action_key"));
            });
    return keys;
  }

  private Candidate candidate(ResultSet row, Capability capability) throws SQLException {
    String connector = row.getString("connector");
    String state = row.getString("state");
    return new Candidate(
        row.getObject("id", UUID.class),
        true,
        row.getString("action_key"),
        connector,
        registry.service(connector, capability).orElse(null),
        new Target(TargetKind.valueOf(row.getString("target_kind")), row.getString("target")),
        rows.texts(row.getString("parameters")),
        row.getInt("attempts"),
        row.getBoolean("in_doubt") || state.equals("EXECUTING"),
        row.getObject("doubt_seconds", Double.class),
        row.getBoolean("under_way"),
        state.equals("PLANNED"),
        row.getBoolean("released"));
  }

  private static Written written(ResultSet row, int n) throws SQLException {
    return new Written(
        row.getObject("id", UUID.class),
        row.getString("action_key"),
        row.getLong("fencing"),
        row.getInt("attempts"));
  }

  /** An action's row as it was written. */
  record Written(UUID id, String key, long fencing, int attempts) {}

  private record Row(
      UUID id,
      String actionKey,
      String connector,
      TargetKind targetKind,
      String target,
      Map<String, String> parameters,
      Fate.State state,
      boolean dryRun,
      boolean practice,
      @Nullable String rule,
      @Nullable String message,
      boolean proofDue,
      @Nullable Double retrySeconds,
      @Nullable Integer policyVersion,
      @Nullable String policyRule,
      Ruling.@Nullable Verdict policyVerdict,
      @Nullable Map<String, @Nullable Object> policyFacts) {

    static Row of(Fate fate) {
      Candidate c = fate.candidate();
      ConnectorRegistry.Service service = c.service();
      Guardrails.Judged judged = fate.judged();
      return new Row(
          c.id(),
          c.key(),
          c.connector(),
          c.target().kind(),
          c.target().value(),
          c.parameters(),
          fate.state(),
          fate.dryRun(),
          service != null && service.connector().practice(),
          fate.rule(),
          fate.message(),
          service != null && service.offer().assurance() != Assurance.BLIND,
          fate.retrySeconds(),
          judged == null ? null : judged.policy(),
          judged == null ? null : judged.ruling().rule(),
          judged == null ? null : judged.ruling().verdict(),
          judged == null ? null : judged.facts().inputs());
    }
  }
}
