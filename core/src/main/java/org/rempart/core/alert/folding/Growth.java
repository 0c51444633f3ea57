package org.rempart.core.alert.folding;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.rempart.core.alert.Entity;
import org.rempart.core.alert.folding.OpeningDecision.Decided;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.rempart.core.incident.EntityKind;
import org.rempart.core.incident.EntityRole;
import org.rempart.core.incident.Outbox;
import org.rempart.core.incident.OutboxTopic;
import org.rempart.core.incident.Severity;
import org.rempart.core.incident.Timeline;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Looks again at incidents that later alerts made larger. */
@Component
class Growth {

  private static final Actor FOLDING = Actor.system("folding");

  private final JdbcTemplate jdbc;
  private final OpeningDecision decision;
  private final Victims victims;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final Pace pace = new Pace();

  Growth(
      JdbcTemplate jdbc,
      OpeningDecision decision,
      Victims victims,
      Timeline timeline,
      AuditTrail audit,
      Outbox outbox) {
    this.jdbc = jdbc;
    this.decision = decision;
    this.victims = victims;
    this.timeline = timeline;
    this.audit = audit;
    this.outbox = outbox;
  }

  /**
   * Tells the engine of new entities and signs, and decides anew what the incident is when its
   * alerts say more than before.
   */
  void look(Case known, boolean newEntities, boolean newSigns) {
    if (newEntities || newSigns) {
      tell(known);
    }
    if (newEntities || newSigns || Opening.worst(known).compareTo(known.severity) > 0) {
      decideAnew(known);
    }
  }

  /** One row waits per incident, so that a storm of new entities is told a few times only. */
  private void tell(Case known) {
    Duration wait = pace.next(known.id);
    outbox
        .putOnce(OutboxTopic.INCIDENT_GROWN, known.id.toString(), wait)
        .ifPresent(notice -> told(known, notice, wait));
  }

  private void told(Case known, long notice, Duration wait) {
    pace.told(known.id, wait);
    jdbc.update("update incident set growth_told = ? where id = ?", notice, known.id);
    timeline.append(known.id, "incident.grown", FOLDING, Map.of("alerts", known.count));
  }

  private void decideAnew(Case known) {
    Sum sum =
        jdbc.queryForObject(
            """
            select array(select sign from incident_sign where incident_id = i.id),
                   array(select technique from incident_technique where incident_id = i.id),
                   array(select distinct severity from alert_fold where incident_id = i.id),
                   (select rule from alert_fold where incident_id = i.id order by first_seen limit 1),
                   (select source from alert_fold where incident_id = i.id order by first_seen limit 1),
                   i.playbook, i.claimed_at is not null
            from incident i where i.id = ?\
            """,
            (row, n) ->
                new Sum(
                    (String[]) row.getArray(1).getArray(),
                    (String[]) row.getArray(2).getArray(),
                    (String[]) row.getArray(3).getArray(),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getBoolean(7)),
            known.id);
    Victims.Stake stake = victims.stake(known.site, entities(known));
    Decided decided = decision.decide(sum.facts(stake));
    raise(known, decided.severity());
    if (!sum.claimed() && !decided.playbook().equals(sum.playbook())) {
      change(known, sum.playbook(), decided.playbook());
    }
  }

  private List<Entity> entities(Case known) {
    return jdbc.query(
        "select kind, value, role from incident_entity where incident_id = ? and role = 'VICTIM'",
        (row, n) ->
            new Entity(
                EntityKind.valueOf(row.getString(1)),
                row.getString(2),
                EntityRole.valueOf(row.getString(3))),
        known.id);
  }

  /** Severity only rises by itself; lowering it is a person's business. */
  private void raise(Case known, Severity decided) {
    if (decided.compareTo(known.severity) <= 0) {
      return;
    }
    Map<String, String> before = Map.of("severity", known.severity.name());
    Map<String, String> after = Map.of("severity", decided.name());
    jdbc.update(
        "update incident set severity = ?, changed_at = now() where id = ?",
        decided.name(),
        known.id);
    timeline.append(
        known.id,
        "incident.severity",
        FOLDING,
        Map.of("from", known.severity.name(), "severity", decided.name()));
    audit.record(
        FOLDING, "incident.severity", "incident", known.id.toString(), before, after, null);
  }

  /** Only while no process has claimed the incident: a running playbook is changed by people. */
  private void change(Case known, String from, String to) {
    if (to.equals(OpeningDecision.TRIAGE)) {
      return;
    }
    jdbc.update(
        "update incident set playbook = ?, changed_at = now() where id = ? and claimed_at is null",
        to,
        known.id);
    timeline.append(known.id, "incident.playbook", FOLDING, Map.of("from", from, "playbook", to));
    audit.record(
        FOLDING,
        "incident.playbook",
        "incident",
        known.id.toString(),
        Map.of("playbook", from),
        Map.of("playbook", to),
        null);
  }

  private record Sum(
      String[] signs,
      String[] techniques,
      String[] severities,
      String rule,
      String source,
      String playbook,
      boolean claimed) {

    OpeningDecision.Facts facts(Victims.Stake stake) {
      Severity worst =
          Arrays.stream(severities).map(Severity::valueOf).max(Severity::compareTo).orElseThrow();
      return new OpeningDecision.Facts(
          worst,
          List.of(signs),
          List.of(techniques),
          stake.clinical(),
          stake.criticality(),
          rule,
          source);
    }
  }
}
