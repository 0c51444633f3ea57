package org.rempart.core.alert.folding;

import java.sql.Timestamp;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
import tools.jackson.databind.json.JsonMapper;

/** Opens incidents. */
@Component
class Opening {

  private final JdbcTemplate jdbc;
  private final JsonMapper json;
  private final OpeningDecision decision;
  private final Victims victims;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final Outbox outbox;

  Opening(
      JdbcTemplate jdbc,
      JsonMapper json,
      OpeningDecision decision,
      Victims victims,
      Timeline timeline,
      AuditTrail audit,
      Outbox outbox) {
    this.jdbc = jdbc;
    this.json = json;
    this.decision = decision;
    this.victims = victims;
    this.timeline = timeline;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** Inserts the incident's own row, with its severity and playbook decided. */
  void insert(Case opened) {
    Arrival opener = Objects.requireNonNull(opened.opener);
    Decided decided = decision.decide(facts(opened, opener));
    opened.severity = decided.severity();
    opened.playbook = decided.playbook();
    jdbc.update(
        """
        insert into incident (id, site_id, title, severity, playbook, decisions, alert_count, first_alert_at, last_alert_at)
        values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)\
        """,
        opened.id,
        opened.site,
        title(opener),
        decided.severity().name(),
        decided.playbook(),
        json.writeValueAsString(decided.record()),
        opened.count,
        Timestamp.from(opened.first),
        Timestamp.from(opened.last));
  }

  private OpeningDecision.Facts facts(Case opened, Arrival opener) {
    Victims.Stake stake = victims.stake(opened.site, opened.entities.keySet());
    return new OpeningDecision.Facts(
        worst(opened),
        opened.signs,
        opened.techniques,
        stake.clinical(),
        stake.criticality(),
        opener.alert().rule(),
        opener.source().id());
  }

  static Severity worst(Case c) {
    return c.folds.values().stream()
        .map(tally -> tally.example.alert().severity())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Tells timeline, audit and the engine's relay, once everything of the incident is there. */
  void announce(Case opened) {
    Arrival opener = Objects.requireNonNull(opened.opener);
    Actor source = new Actor(Actor.Kind.SOURCE, opener.source().id(), "", "");
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("title", title(opener));
    details.put("source", opener.source().id());
    details.put("rule", opener.alert().ruleName());
    details.put("severity", opened.severity.name());
    details.put("playbook", opened.playbook);
    timeline.append(opened.id, "incident.opened", source, details);
    String id = opened.id.toString();
    audit.record(source, "incident.opened", "incident", id, null, details, null);
    outbox.put(OutboxTopic.INCIDENT_OPENED, id, Map.of());
    outbox.put(
        OutboxTopic.EVENT,
        id,
        Map.of("type", "incident.opened", "severity", opened.severity.name(), "site", opened.site));
  }

  /** The rule, and who did it to whom; names only, so that it reads in any language. */
  private static String title(Arrival opener) {
    Optional<String> attacker = first(opener, EntityRole.ATTACKER);
    Optional<String> victim = first(opener, EntityRole.VICTIM);
    String who =
        attacker.isPresent() && victim.isPresent()
            ? attacker.get() + " → " + victim.get()
            : attacker.or(() -> victim).orElse("");
    String rule = opener.alert().ruleName();
    return who.isEmpty() ? rule : rule + " (" + who + ")";
  }

  private static Optional<String> first(Arrival opener, EntityRole role) {
    return opener.alert().entities().stream()
        .filter(entity -> entity.role() == role && entity.kind() != EntityKind.ACCOUNT)
        .map(Entity::value)
        .findFirst();
  }
}
