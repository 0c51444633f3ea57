package org.rempart.app.console;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.rempart.app.Cases;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A brute force in full run, for pages that show it: tasks, an approval asked for, live states. */
final class ConsoleCase {

  private static final AtomicLong KEYS = new AtomicLong(4_503_599_627_370_500L);

  private final JdbcClient jdbc;
  private final long life = KEYS.incrementAndGet();
  private final long playbook = KEYS.incrementAndGet();
  private final long call = KEYS.incrementAndGet();
  final UUID incident;
  final UUID review;
  final UUID approval;

  /** A host that was isolated, and no read-back shows it. */
  final String unproven = "poste-" + UUID.randomUUID().toString().substring(0, 8);

  ConsoleCase(JdbcClient jdbc) {
    this.jdbc = jdbc;
    incident = new Cases(jdbc).bruteForce();
    jdbc.sql(
            """
            update incident set phase = 'ERADICATE', eradicated_at = null, recovered_at = null, process_key = ?,
              last_alert_at = now() - interval '4 minutes' where id = ?\
            """)
        .params(life, incident)
        .update();
    alerts();
    running();
    review =
        task("STEP", "brute-force-v1", "UserTask_LookForTraces", "brute-force-traces", null, "-5");
    approval = task("APPROVAL", "respond-v1", "UserTask_Approve", "approval", asked(), "25");
    timeline();
  }

  private void alerts() {
    jdbc.sql(
            """
            insert into alert (id, received_at, site_id, source, occurred_at, clock_doubtful, rule, rule_name, severity,
              entities, signs, techniques, incident_id, raw)
            select uuidv7(), now() - n * interval '1 second', 'default', 'suricata', now() - n * interval '1 second', false,
              '2001219', 'ET SCAN Potential SSH Scan', 'HIGH', '[]', '{login-failed}', '{T1110.001}', ?,
              convert_to('{"event_type":"alert","src_ip":"203.0.113.66","dest_ip":"10.0.0.5","dest_port":22}', 'UTF8')
            from generate_series(1, 6) n\
            """)
        .param(incident)
        .update();
  }

  private void running() {
    jdbc.sql(
            """
            insert into process_instance values (:life, null, 'incident-v1', 1), (:book, :life, 'brute-force-v1', 1),
              (:call, :book, 'respond-v1', 1)\
            """)
        .param("life", life)
        .param("book", playbook)
        .param("call", call)
        .update();
    state(life, "incident-v1", "Task_Claim", "SERVICE_TASK", "COMPLETED");
    state(life, "incident-v1", "Call_Playbook", "CALL_ACTIVITY", "ACTIVE");
    state(playbook, "brute-force-v1", "StartEvent_BruteForce", "START_EVENT", "COMPLETED");
    state(playbook, "brute-force-v1", "Task_Assess", "SERVICE_TASK", "COMPLETED");
    state(playbook, "brute-force-v1", "UserTask_LookForTraces", "USER_TASK", "ACTIVE");
    state(call, "respond-v1", "StartEvent_Asked", "START_EVENT", "COMPLETED");
    state(call, "respond-v1", "Task_Respond", "SERVICE_TASK", "COMPLETED");
    state(call, "respond-v1", "UserTask_Approve", "USER_TASK", "ACTIVE");
  }

  private void state(long run, String process, String element, String type, String state) {
    jdbc.sql(
            """
            insert into element_state values ((random() * 1e15)::bigint, ?, ?, ?, ?, ?, clock_timestamp(),
              case when ? = 'ACTIVE' then null else clock_timestamp() end)\
            """)
        .params(run, process, element, type, state, state)
        .update();
  }

  private UUID asked() {
    var response =
        jdbc.sql(
                """
                insert into response (incident_id, call_key, capability, target_set, generation, state, asked_by)
                values (?, gen_random_uuid()::text, 'endpoint.isolate', 'VICTIM_HOSTS', 1, 'ASKED', 'brute-force-v1/Call_Isolate')
                returning id\
                """)
            .param(incident)
            .query(UUID.class)
            .single();
    jdbc.sql(
            """
            insert into approval (response_id, state, rule, groups, needs, escalates_at, lapses_at) values (?, 'PENDING',
              'clinical-asset', '{clinical,responders}',
              '[{"rule": "clinical-asset", "groups": ["clinical", "responders"], "persons": 1}]', now() + interval '15 minutes',
              now() + interval '1 day')\
            """)
        .param(response)
        .update();
    jdbc.sql(
            """
            insert into asset (site_id, host, clinical, owner, dependents, downtime) values ('default', 'dpi-01', true,
              'Service des urgences', 'Dossiers de 40 lits', 'Kit papier no 3')
            on conflict (site_id, host) do nothing\
            """)
        .update();
    jdbc.sql(
            """
            insert into action (response_id, incident_id, site_id, action_key, connector, capability, target_kind, target,
              generation, state, practice, proof_due, rule)
            values (?, ?, 'default', gen_random_uuid()::text, 'edr-pratique', 'endpoint.isolate', 'HOST', 'dpi-01', 1, 'PLANNED',
              true, true, 'clinical-asset')\
            """)
        .params(response, incident)
        .update();
    sent(response);
    return response;
  }

  /** Another host of the same response, which needed no approval: sent, and not seen in force. */
  private void sent(UUID response) {
    jdbc.sql(
            """
            with a as (insert into action (response_id, incident_id, site_id, action_key, connector, capability, target_kind, target,
                generation, state, practice, proof_due, executed_at)
              values (?, ?, 'default', gen_random_uuid()::text, 'edr-pratique', 'endpoint.isolate', 'HOST', ?, 1, 'EXECUTED',
                true, true, now()) returning id),
            c as (insert into containment (site_id, connector, capability, target_kind, target, state, order_key, since, last_read_at,
                last_result, last_evidence)
              values ('default', 'edr-pratique', 'endpoint.isolate', 'HOST', ?, 'IN_FORCE', gen_random_uuid()::text, now(),
                now(), 'UNKNOWN', 'the inventory is older than the order') returning id)
            insert into containment_claim (containment_id, action_id) select c.id, a.id from a, c\
            """)
        .params(response, incident, unproven, unproven)
        .update();
  }

  private UUID task(
      String kind, String process, String element, String form, UUID response, String minutes) {
    return jdbc.sql(
            """
            insert into task (incident_id, kind, process_id, element_id, form_id, context, groups, due_at, response_id)
            values (?, ?, ?, ?, ?, '{"message": "dpi-01 est un actif clinique."}', '{responders,managers}',
              now() + ? * interval '1 minute', ?) returning id\
            """)
        .params(incident, kind, process, element, form, Integer.valueOf(minutes), response)
        .query(UUID.class)
        .single();
  }

  private void timeline() {
    jdbc.sql(
            """
            insert into timeline_entry (incident_id, kind, actor_kind, actor, details) values
              (:i, 'action.executed', 'PLAYBOOK', 'brute-force-v1/Call_Block',
                '{"capability": "network.block-address", "target": "203.0.113.66", "connector": "fw-pratique"}'),
              (:i, 'action.proven', 'SYSTEM', 'response',
                '{"connector": "fw-pratique", "target": "203.0.113.66", "result": "HOLDS", "evidence": "alias rempart"}'),
              (:i, 'incident.phase', 'PLAYBOOK', 'brute-force-v1', '{"phase": "ERADICATE"}'),
              (:i, 'approval.asked', 'SYSTEM', 'guardrails', '{"rule": ["clinical-asset"]}')\
            """)
        .param("i", incident)
        .update();
  }
}
