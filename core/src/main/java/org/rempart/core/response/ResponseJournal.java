package org.rempart.core.response;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rempart.connector.Capability;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Responses.TargetSet;
import org.rempart.core.storage.NamedSql;
import org.rempart.core.storage.Statements;
import org.rempart.core.storage.Statements.Answer;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of responses. Every method runs in the caller's transaction. */
@Component
class ResponseJournal {

  /** Finds the response of a call key or begins it, and locks its row either way. */
  private static final NamedSql OPEN =
      NamedSql.of(
          """
          insert into response as r (incident_id, call_key, capability, target_set, generation, state, asked_by, asked_by_kind)
          select :incident, :key, :capability, :set,
            coalesce((select max(g.generation) from response g where g.incident_id = :incident and g.capability = :capability), 0) + 1,
            'OPEN', :actor, :kind
          on conflict (call_key) do update set changed_at = clock_timestamp()
          returning r.*, old.id is null as fresh, %s\
          """
              .formatted(Transactions.ONE_PLAN));

  private static final NamedSql LOCK =
      NamedSql.of(
          "select *, %s from response where id = :id for update".formatted(Transactions.ONE_PLAN));

  private static final NamedSql SETTLE =
      NamedSql.of(
          """
          with tally as (
            select count(*) as targets,
              count(*) filter (where state = 'PLANNED') as planned,
              count(*) filter (where state in ('WAITING', 'EXECUTING')) as waiting,
              count(*) filter (where state = 'EXECUTED' and proof_due and not dry_run and verified_at is null) as unproven,
              count(*) filter (where state = 'FAILED') as failed,
              count(*) filter (where state = 'REFUSED') as refused,
              count(*) filter (where state = 'CANCELLED') as cancelled,
              coalesce(min(message) filter (where state in ('FAILED', 'REFUSED', 'WAITING')), '') as detail
            from action where response_id = :id),
          fate as (
            select *, case when planned > 0 then 'ASK' when waiting > 0 then 'WAITING' when unproven > 0 then 'UNPROVEN'
              when failed > 0 then 'FAILED' when refused > 0 then 'REFUSED' when cancelled > 0 then 'DENIED' else 'DONE' end as says
            from tally)
          update response r set outcome = says, message = detail, changed_at = clock_timestamp(),
            state = case says when 'ASK' then 'ASKED' when 'WAITING' then 'WAITING' else 'SETTLED' end,
            settled_at = case when says in ('ASK', 'WAITING') then null else coalesce(r.settled_at, clock_timestamp()) end
          from fate where r.id = :id
          returning new.outcome, new.message, targets, old.state as was, new.state as state,
            case when says = 'ASK' then (select groups from approval where response_id = r.id and state = 'PENDING') end as groups\
          """);

  private final JdbcClient jdbc;
  private final JdbcOperations batches;

  ResponseJournal(JdbcClient jdbc, JdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** Finds or begins the response of a call, and locks it. */
  Opened open(Responses.Call call) {
    return Statements.answer(
        batches,
        statements ->
            statements.one(
                OPEN,
                Map.of(
                    "incident", call.incidentId(),
                    "key", call.callKey(),
                    "capability", call.capability().id(),
                    "set", call.targetSet().name(),
                    "actor", call.actor().name(),
                    "kind", call.actor().kind().name()),
                (row, n) -> opened(row, row.getBoolean("fresh"))));
  }

  /** Locks a response. */
  Answer<Opened> lock(Statements statements, UUID responseId) {
    return statements.one(LOCK, Map.of("id", responseId), (row, n) -> opened(row, false));
  }

  /** Locks a response at once. */
  Opened lock(UUID responseId) {
    return Statements.answer(batches, statements -> lock(statements, responseId));
  }

  /** Says how a response stands by its actions, and keeps it. */
  Answer<Standing> settle(Statements statements, UUID responseId) {
    return statements.one(SETTLE, Map.of("id", responseId), (row, n) -> settled(row));
  }

  /** The same at once. */
  Standing settle(UUID responseId) {
    return Statements.answer(batches, statements -> settle(statements, responseId));
  }

  private static Standing settled(ResultSet row) throws SQLException {
    Array groups = row.getArray("groups");
    return new Standing(
        Responses.Outcome.valueOf(row.getString("outcome")),
        row.getInt("targets"),
        row.getString("message"),
        groups == null ? List.of() : List.of((String[]) groups.getArray()),
        row.getString("was").equals("WAITING") && !row.getString("state").equals("WAITING"));
  }

  /** How a settled response was left. */
  Standing standing(UUID responseId) {
    return jdbc.sql(
            "select outcome, message, (select count(*) from action a where a.response_id = r.id) as"
                + " targets from response r where id = ?")
        .param(responseId)
        .query(
            (row, n) ->
                new Standing(
                    Responses.Outcome.valueOf(row.getString("outcome")),
                    row.getInt("targets"),
                    row.getString("message"),
                    List.of(),
                    false))
        .single();
  }

  /** Forgets a response that has nothing to act on. */
  void drop(UUID responseId) {
    jdbc.sql("delete from response where id = ?").param(responseId).update();
  }

  /** Ends a response that no product serves. */
  void unserved(UUID responseId, String message) {
    jdbc.sql(
            "update response set state = 'SETTLED', outcome = 'FAILED', message = ?, settled_at ="
                + " clock_timestamp(), changed_at = clock_timestamp() where id = ?")
        .params(message, responseId)
        .update();
  }

  private static Opened opened(ResultSet row, boolean fresh) throws SQLException {
    return new Opened(
        row.getObject("id", UUID.class),
        row.getObject("incident_id", UUID.class),
        new Capability(row.getString("capability")),
        TargetSet.valueOf(row.getString("target_set")),
        row.getInt("generation"),
        row.getString("state").equals("SETTLED"),
        new Actor(
            Actor.Kind.valueOf(row.getString("asked_by_kind")), row.getString("asked_by"), "", ""),
        fresh);
  }

  /**
   * A response whose row is locked.
   *
   * @param settled whether nothing of it is left to do
   * @param fresh whether this call began it
   */
  record Opened(
      UUID id,
      UUID incidentId,
      Capability capability,
      TargetSet targetSet,
      int generation,
      boolean settled,
      Actor actor,
      boolean fresh) {}

  /**
   * How a response stands.
   *
   * @param awaited whether somebody was told to wait for what is settled now
   */
  record Standing(
      Responses.Outcome outcome,
      int targets,
      String detail,
      List<String> groups,
      boolean awaited) {}
}
