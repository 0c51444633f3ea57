package org.rempart.core.incident;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.rempart.core.response.Responses;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The life of incidents, kept in PostgreSQL. */
@Component
@Transactional
class PostgresIncidentLife implements IncidentLife {

  private final JdbcClient jdbc;
  private final IncidentRows rows;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final Outbox outbox;
  // Asked for late: what responds may itself open tasks, and tasks acknowledge incidents.
  private final ObjectProvider<Responses> responses;

  PostgresIncidentLife(
      JdbcClient jdbc,
      IncidentRows rows,
      Timeline timeline,
      AuditTrail audit,
      Outbox outbox,
      ObjectProvider<Responses> responses) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.timeline = timeline;
    this.audit = audit;
    this.outbox = outbox;
    this.responses = responses;
  }

  @Override
  public ClaimResult claim(UUID incidentId, long processKey, ProcessDrawing process) {
    var held = rows.lock(incidentId);
    if (held.processKey() == null) {
      take(held, processKey, process);
      return claimed(held, true, null);
    }
    return claimed(held, held.processKey() == processKey, rival(held, process));
  }

  @Override
  public ClaimResult takeOver(
      UUID incidentId, long formerKey, long processKey, ProcessDrawing process) {
    var held = rows.lock(incidentId);
    var former = rival(held, process);
    if (former == null || former != formerKey || rows.runs(formerKey, process.processId())) {
      return claimed(held, former != null && former == processKey, null);
    }
    take(held, processKey, process);
    return claimed(held, true, null);
  }

  private static ClaimResult claimed(IncidentRows.Held held, boolean mine, @Nullable Long rival) {
    return new ClaimResult(mine, mine ? null : rival, held.playbook(), held.severity());
  }

  private static @Nullable Long rival(IncidentRows.Held held, ProcessDrawing process) {
    boolean same = process.processId().equals(held.processId());
    return held.status() == IncidentStatus.OPEN && same ? held.processKey() : null;
  }

  private void take(IncidentRows.Held held, long processKey, ProcessDrawing process) {
    rows.forgotten(processKey, held.id()).forEach(this::startAnew);
    rows.claim(held.id(), processKey, process);
    jdbc.sql("delete from outbox where topic = ? and key = ?")
        .params(OutboxTopic.INCIDENT_OPENED, held.id().toString())
        .update();
    var details = Map.of("process", process.processId(), "playbook", held.playbook());
    var again = held.processKey() != null;
    timeline.append(
        held.id(),
        again ? "incident.reclaimed" : "incident.claimed",
        Actor.system("engine"),
        details);
    audit.record(
        Actor.system("engine"),
        again ? "incident.reclaim" : "incident.claim",
        "incident",
        held.id().toString(),
        again ? Map.of("processKey", held.processKey()) : null,
        Map.of("processKey", processKey, "version", process.version(), "hash", process.hash()),
        null);
  }

  /** The key it was claimed with is another's now; only a new message starts it again. */
  private void startAnew(UUID incidentId) {
    outbox.put(
        OutboxTopic.INCIDENT_OPENED,
        incidentId.toString(),
        Map.of("start", UUID.randomUUID().toString()));
  }

  @Override
  public void enterPhase(UUID incidentId, Phase phase, Actor actor) {
    var held = rows.lock(incidentId);
    // Phases only go forward: a job of an earlier phase that is delivered again changes nothing.
    if (held.phase().compareTo(phase) >= 0) {
      return;
    }
    rows.enter(held, phase);
    timeline.append(incidentId, "incident.phase", actor, Map.of("phase", phase.name()));
    record(actor, "incident.phase", held, Map.of("phase", held.phase()), Map.of("phase", phase));
    event(held, "phase", Map.of("phase", phase.name()));
  }

  @Override
  public void acknowledge(UUID incidentId, Actor actor) {
    var changed =
        jdbc.sql(
                """
                update incident set acknowledged_at = clock_timestamp(), acknowledged_by = ?, changed_at = clock_timestamp()
                where id = ? and acknowledged_at is null\
                """)
            .params(actor.name(), incidentId)
            .update();
    if (changed == 1) {
      timeline.append(incidentId, "incident.acknowledged", actor, Map.of("by", actor.name()));
      audit.record(
          actor,
          "incident.acknowledge",
          "incident",
          incidentId.toString(),
          null,
          Map.of("by", actor.name()),
          null);
    }
  }

  @Override
  public void decide(UUID incidentId, Verdict verdict, Actor actor, String reason) {
    var held = rows.lock(incidentId);
    if (held.verdict() == verdict) {
      return;
    }
    jdbc.sql("update incident set verdict = ?, changed_at = clock_timestamp() where id = ?")
        .params(verdict.name(), incidentId)
        .update();
    timeline.append(
        incidentId, "incident.verdict", actor, Map.of("verdict", verdict.name(), "reason", reason));
    audit.record(
        actor,
        "incident.verdict",
        "incident",
        incidentId.toString(),
        held.verdict() == null ? null : Map.of("verdict", held.verdict()),
        Map.of("verdict", verdict),
        reason);
    event(held, "verdict", Map.of("verdict", verdict.name()));
    if (verdict != Verdict.TRUE_POSITIVE) {
      undo(held, actor, reason);
    }
  }

  /** Undoing does not wait for the engine: what a mistake blocks is let go with the verdict. */
  private void undo(IncidentRows.Held held, Actor actor, String reason) {
    responses.getObject().revertIncident(held.id(), actor, reason);
    if (held.status() == IncidentStatus.OPEN) {
      outbox.put(OutboxTopic.INCIDENT_VERDICT, held.id().toString(), Map.of());
    }
  }

  @Override
  public void changePlaybook(UUID incidentId, String playbook, Actor actor) {
    var held = rows.lock(incidentId);
    if (held.playbook().equals(playbook)) {
      if (held.grown()) {
        rows.begin(incidentId, playbook);
        timeline.append(incidentId, "incident.goes-on", actor, Map.of("playbook", playbook));
      }
      return;
    }
    rows.begin(incidentId, playbook);
    timeline.append(
        incidentId,
        "incident.playbook",
        actor,
        Map.of("playbook", playbook, "former", held.playbook()));
    record(
        actor,
        "incident.playbook",
        held,
        Map.of("playbook", held.playbook()),
        Map.of("playbook", playbook));
  }

  @Override
  public void noteGrowth(UUID incidentId, long notice) {
    jdbc.sql("update incident set growth_noted = greatest(growth_noted, ?) where id = ?")
        .params(notice, incidentId)
        .update();
  }

  @Override
  public Closing closeIfDone(UUID incidentId, Actor actor) {
    var held = rows.lock(incidentId);
    var attack = held.verdict() == null || held.verdict() == Verdict.TRUE_POSITIVE;
    if (held.status() == IncidentStatus.OPEN && attack && held.grown()) {
      return new Closing.Grown(held.playbook());
    }
    if (held.status() == IncidentStatus.OPEN && responses.getObject().asked(incidentId)) {
      return new Closing.Asked();
    }
    close(held, actor);
    return new Closing.Closed();
  }

  @Override
  public void close(UUID incidentId, Actor actor) {
    close(rows.lock(incidentId), actor);
  }

  private void close(IncidentRows.Held held, Actor actor) {
    if (held.status() == IncidentStatus.CLOSED) {
      return;
    }
    rows.enter(held, Phase.REVIEW);
    jdbc.sql(
            """
            update incident set status = 'CLOSED', closed_at = clock_timestamp(), changed_at = clock_timestamp() where id = ?\
            """)
        .params(held.id())
        .update();
    timeline.append(
        held.id(),
        "incident.closed",
        actor,
        Map.of("verdict", Objects.toString(held.verdict(), "")));
    record(actor, "incident.close", held, Map.of("status", "OPEN"), Map.of("status", "CLOSED"));
    event(held, "closed", Map.of("verdict", Objects.toString(held.verdict(), "")));
  }

  private void record(
      Actor actor,
      String what,
      IncidentRows.Held held,
      Map<String, ?> before,
      Map<String, ?> after) {
    audit.record(actor, what, "incident", held.id().toString(), before, after, null);
  }

  private void event(IncidentRows.Held held, String what, Map<String, String> values) {
    var payload = new java.util.HashMap<String, String>(values);
    payload.put("type", "incident." + what);
    outbox.put(OutboxTopic.EVENT, held.id().toString(), payload);
  }
}
