package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.rempart.connector.Capability;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Responses.TargetSet;
import org.rempart.core.task.TaskCompletion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Enters what a person decided about drift, in the forms {@code containment-vanished} and {@code
 * containment-orphaned}. Bringing about anew is a response like any other, guardrails included.
 */
@Component
class DriftForms implements TaskCompletion {

  private static final Logger LOG = LoggerFactory.getLogger(DriftForms.class);
  private static final String LET_GO = "LET_GO";
  private static final String REMOVE = "REMOVE";

  private static final String VANISHED =
      """
      select c.id from task t join containment c on c.id = (t.context ->> 'containmentId')::uuid
      where t.id = ? and c.state = 'VANISHED' for update of c\
      """;

  /**
   * An orphan becomes a containment that is being undone, under the key that it carries: the
   * reverter does the rest, and whoever wants the target meanwhile waits for it.
   */
  private static final String REMOVED =
      """
      with d as (
        select d.*, a.id as action_id, a.site_id from task t
          join containment_drift d on d.id = (t.context ->> 'driftId')::uuid and d.gone_at is null
          join action a on a.action_key = d.order_key
        where t.id = :task),
      c as (
        insert into containment (site_id, connector, capability, target_kind, target, state, order_key, state_before, since,
          revert_reason, reverted_by)
        select site_id, connector, capability, target_kind, target, 'REVERTING', order_key, '{}', clock_timestamp(), 'orphaned', :by from d
        on conflict do nothing returning id)
      insert into containment_claim (containment_id, action_id, released_at, release_reason)
      select c.id, d.action_id, clock_timestamp(), 'orphaned' from c, d\
      """;

  private static final String TO_APPLY =
      """
      select t.id, t.incident_id, t.completed_by, r.capability, r.target_set, r.request
      from task t
        join containment c on c.id = (t.context ->> 'containmentId')::uuid and c.state = 'VANISHED'
        join lateral (select r.*, (select m.id from manual_request m where r.target_set = 'NAMED' and m.incident_id = r.incident_id
            and m.capability = r.capability and m.target_kind = c.target_kind and c.target = any(m.targets)
            order by m.asked_at limit 1) as request
          from containment_claim cl join action a on a.id = cl.action_id join response r on r.id = a.response_id
          where cl.containment_id = c.id and cl.released_at is null and a.incident_id = t.incident_id
          order by cl.claimed_at limit 1) r on true
      where t.form_id = 'containment-vanished' and t.state = 'COMPLETED' and t.form_values ->> 'decision' = 'RE_APPLY'
        and not exists (select 1 from response x where x.call_key = 're-apply-' || t.id)
      limit 20\
      """;

  private final JdbcClient jdbc;
  private final Holders holders;
  private final Reverts reverts;
  private final Pins pins;
  private final JournaledResponses responses;
  private final Bell bell;

  DriftForms(
      JdbcClient jdbc,
      Holders holders,
      Reverts reverts,
      Pins pins,
      JournaledResponses responses,
      Bell bell) {
    this.jdbc = jdbc;
    this.holders = holders;
    this.reverts = reverts;
    this.pins = pins;
    this.responses = responses;
    this.bell = bell;
  }

  @Override
  public void completed(Completed task) {
    Object decision = task.values().get("decision");
    if (task.formId().equals("containment-vanished") && LET_GO.equals(decision)) {
      Optional<UUID> vanished =
          jdbc.sql(VANISHED).param(task.taskId()).query(UUID.class).optional();
      vanished.ifPresent(id -> letGo(id, task.actor()));
    }
    if (task.formId().equals("containment-orphaned") && REMOVE.equals(decision)) {
      jdbc.sql(REMOVED).param("task", task.taskId()).param("by", task.actor().name()).update();
      Transactions.afterCommit(bell::ring);
    }
  }

  private void letGo(UUID containmentId, Actor actor) {
    pins.release(containmentId, actor, "vanished");
    for (Holders.Holder holder : holders.of(containmentId)) {
      reverts.release(holder.incidentId(), List.of(holder.actionId()), actor, "vanished");
    }
  }

  /** Brings about anew what a person wants back; outside the transaction of their answer. */
  @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT5S")
  void apply() {
    try {
      jdbc.sql(TO_APPLY).query((row, n) -> call(row)).list().forEach(this::tried);
    } catch (RuntimeException e) {
      LOG.warn("what vanished could not be put back; the next round tries again: {}", e.toString());
    }
  }

  private static Responses.Call call(ResultSet row) throws SQLException {
    return new Responses.Call(
        Objects.requireNonNull(row.getObject("incident_id", UUID.class)),
        "re-apply-" + row.getString("id"),
        new Capability(row.getString("capability")),
        TargetSet.valueOf(row.getString("target_set")),
        Actor.person(row.getString("completed_by"), "", ""),
        null,
        Map.of(),
        row.getObject("request", UUID.class));
  }

  /** One that fails keeps no other back. */
  private void tried(Responses.Call call) {
    try {
      responses.respond(call);
    } catch (RuntimeException e) {
      LOG.warn("what vanished could not be put back; the next round tries again: {}", e.toString());
    }
  }
}
