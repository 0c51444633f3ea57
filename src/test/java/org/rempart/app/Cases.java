package org.rempart.app;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows for tests that read: incidents with all that a report is drawn from. */
public final class Cases {

  private final JdbcClient jdbc;

  public Cases(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An open incident with nothing in it. */
  public UUID incident(String title, String severity) {
    return jdbc.sql(
            """
            insert into incident (site_id, title, severity, playbook, first_alert_at, last_alert_at)
            values ('default', ?, ?, 'triage-v1', now(), now()) returning id\
            """)
        .params(title, severity)
        .query(UUID.class)
        .single();
  }

  /** An open task of an incident. */
  public UUID task(UUID incident, String formId, String group) {
    return jdbc.sql(
            """
            insert into task (incident_id, kind, form_id, groups) values (?, 'REPAIR', ?, array[?]) returning id\
            """)
        .params(incident, formId, group)
        .query(UUID.class)
        .single();
  }

  /**
   * A brute force with 41 alerts, 2 blocks of which 1 is undone, 1 refusal, 1 approval and a
   * review; times 90 s, 5 min and 2 h after the first alert.
   */
  public UUID bruteForce() {
    var incident = incident("Force brute SSH depuis 203.0.113.66", "HIGH");
    jdbc.sql(
            """
            update incident set alert_count = 41, first_alert_at = '2026-03-01T08:00:00Z',
              last_alert_at = '2026-03-01T08:03:00Z', opened_at = '2026-03-01T08:00:10Z',
              claimed_at = '2026-03-01T08:00:10.250Z', acknowledged_at = '2026-03-01T08:01:40Z',
              contained_at = '2026-03-01T08:05:00Z', recovered_at = '2026-03-01T10:00:00Z',
              playbook = 'brute-force-v1', process_version = 3, process_hash = repeat('ab', 32)
            where id = ?\
            """)
        .param(incident)
        .update();
    entity(incident, "ADDRESS", "203.0.113.66", "ATTACKER");
    entity(incident, "HOST", "dpi-01", "VICTIM");
    jdbc.sql("insert into incident_technique values (?, 'T1110.001'), (?, 'T9999')")
        .params(incident, incident)
        .update();
    fold(incident, "2001219", "HIGH", 40);
    fold(incident, "5710", "MEDIUM", 1);
    var response = response(incident);
    contain(incident, response, "203.0.113.66", "IN_FORCE");
    contain(incident, response, "203.0.113.67", "REVERTED");
    action(incident, response, "10.0.0.1", "REFUSED");
    jdbc.sql(
            """
            insert into approval (response_id, state, rule, groups, decided_at, decided_by, reason)
            values (?, 'GRANTED', 'clinical-asset', '{managers}', now(), 'moussa', 'Accord <b>donné</b>')\
            """)
        .param(response)
        .update();
    jdbc.sql(
            """
            insert into task (incident_id, kind, state, form_id, completed_at, completed_by, form_values)
            values (?, 'STEP', 'COMPLETED', 'brute-force-review', now(), 'awa',
              '{"rootCause": "Mot de passe faible", "lessons": "Double facteur", "improvements": [{"what": "Fermer SSH", "who": "Réseau", "until": "2026-04-01"}, {"what": "Former"}]}')\
            """)
        .param(incident)
        .update();
    timeline(incident, "incident.phase", "PLAYBOOK", "brute-force-v1", "{\"phase\": \"CONTAIN\"}");
    timeline(incident, "incident.acknowledged", "PERSON", "awa", "{\"by\": \"awa\"}");
    return incident;
  }

  private void entity(UUID incident, String kind, String value, String role) {
    jdbc.sql(
            """
            insert into incident_entity (incident_id, kind, value, site_scope, role, first_seen, last_seen, alert_count)
            values (?, ?, ?, '', ?, now(), now(), 41)\
            """)
        .params(incident, kind, value, role)
        .update();
  }

  private void fold(UUID incident, String rule, String severity, int count) {
    jdbc.sql(
            """
            insert into alert_fold (incident_id, fingerprint, source, rule, rule_name, severity, first_seen, last_seen, count)
            values (?, ?, 'suricata', ?, 'Rule ' || ?, ?, now(), now(), ?)\
            """)
        .params(incident, rule, rule, rule, severity, count)
        .update();
  }

  private UUID response(UUID incident) {
    return jdbc.sql(
            """
            insert into response (incident_id, call_key, capability, target_set, generation, state, asked_by)
            values (?, gen_random_uuid()::text, 'network.block-address', 'ATTACKER_ADDRESSES', 1, 'SETTLED', 'test')
            returning id\
            """)
        .param(incident)
        .query(UUID.class)
        .single();
  }

  private UUID action(UUID incident, UUID response, String target, String state) {
    return jdbc.sql(
            """
            insert into action (response_id, incident_id, site_id, action_key, connector, capability, target_kind, target,
              generation, state, practice, proof_due, rule, executed_at, verified_at)
            values (:response, :incident, 'default', gen_random_uuid()::text, 'fw-pratique', 'network.block-address', 'ADDRESS',
              :target, 1, :state, true, true, case when :state = 'REFUSED' then 'protected-target' end,
              case when :state = 'EXECUTED' then timestamptz '2026-03-01T08:01:29Z' end,
              case when :state = 'EXECUTED' then timestamptz '2026-03-01T08:01:30Z' end)
            returning id\
            """)
        .param("response", response)
        .param("incident", incident)
        .param("target", target)
        .param("state", state)
        .query(UUID.class)
        .single();
  }

  private void contain(UUID incident, UUID response, String target, String state) {
    var action = action(incident, response, target, "EXECUTED");
    jdbc.sql(
            "insert into proof (action_id, result, read_at, evidence) values (?, 'HOLDS',"
                + " '2026-03-01T08:01:30Z', 'set contains it')")
        .param(action)
        .update();
    jdbc.sql(
            """
            with c as (
              insert into containment (site_id, connector, capability, target_kind, target, state, order_key, since,
                last_read_at, last_result)
              values ('default', 'fw-' || gen_random_uuid(), 'network.block-address', 'ADDRESS', ?, ?, ?,
                '2026-03-01T08:01:29Z', '2026-03-01T08:01:30Z', 'HOLDS') returning id)
            insert into containment_claim (containment_id, action_id) select id, ? from c\
            """)
        .params(target, state, action.toString(), action)
        .update();
  }

  private void timeline(
      UUID incident, String kind, String actorKind, String actor, String details) {
    jdbc.sql(
            "insert into timeline_entry (incident_id, kind, actor_kind, actor, details) values (?,"
                + " ?, ?, ?, ?::jsonb)")
        .params(incident, kind, actorKind, actor, details)
        .update();
  }
}
