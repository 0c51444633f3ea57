package org.rempart.core.response;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.rempart.core.guardrail.GuardrailSettings;
import org.rempart.core.incident.Timeline;
import org.rempart.core.task.TaskBoard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the next people as well when nobody answers. An action is never executed for want of an
 * answer.
 */
@Component
class Escalations {

  private static final Logger LOG = LoggerFactory.getLogger(Escalations.class);
  private static final Actor CLOCK = Actor.system("approvals");

  /**
   * Whoever answers holds the task and then its approval, so they are held in that order here, too.
   * One that is being answered is left to the next round.
   */
  private static final String TASKS =
      """
      select t.id from task t join approval p on p.response_id = t.response_id
      where p.state = 'PENDING' and p.escalates_at <= clock_timestamp() and t.kind = 'APPROVAL' and t.state in ('OPEN', 'CLAIMED')
      for update of t skip locked\
      """;

  private static final String DUE =
      """
      select p.id, p.response_id, r.incident_id, p.needs, p.escalations from approval p join response r on r.id = p.response_id
      where p.state = 'PENDING' and p.escalates_at <= clock_timestamp() and not exists (select from task t
        where t.response_id = p.response_id and t.kind = 'APPROVAL' and t.state in ('OPEN', 'CLAIMED') and t.id <> all(?))
      limit 50 for update of p skip locked\
      """;

  private static final String NEXT =
      """
      update approval set needs = :needs::jsonb, groups = :groups, escalations = escalations + 1, told_at = null,
        escalates_at = clock_timestamp() + make_interval(secs => :after) where id = :id\
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Transactions transactions;
  private final GuardrailSettings settings;
  private final ApprovalRows rows;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final ObjectProvider<TaskBoard> tasks;

  Escalations(
      JdbcClient jdbc,
      JsonMapper json,
      Transactions transactions,
      GuardrailSettings settings,
      ApprovalRows rows,
      Timeline timeline,
      AuditTrail audit,
      ObjectProvider<TaskBoard> tasks) {
    this.jdbc = jdbc;
    this.json = json;
    this.transactions = transactions;
    this.settings = settings;
    this.rows = rows;
    this.timeline = timeline;
    this.audit = audit;
    this.tasks = tasks;
  }

  @Scheduled(fixedDelayString = "PT5S", initialDelayString = "PT5S")
  void look() {
    try {
      transactions.run(
          () -> {
            escalateDue();
          });
    } catch (RuntimeException e) {
      LOG.warn("approvals could not be escalated; the next round tries again: {}", e.toString());
    }
  }

  private void escalateDue() {
    UUID[] held = jdbc.sql(TASKS).query(UUID.class).list().toArray(UUID[]::new);
    List<Due> due =
        jdbc.sql(DUE)
            .param(held)
            .query(
                (row, n) ->
                    new Due(
                        row.getObject("id", UUID.class),
                        row.getObject("response_id", UUID.class),
                        row.getObject("incident_id", UUID.class),
                        Arrays.asList(json.readValue(row.getString("needs"), Need[].class)),
                        row.getInt("escalations")))
            .list();
    due.forEach(this::escalate);
  }

  private void escalate(Due due) {
    if (due.escalations() >= settings.escalateTo().size()) {
      jdbc.sql("update approval set escalates_at = null where id = ?").param(due.id()).update();
      return;
    }
    String next = settings.escalateTo().get(due.escalations());
    List<Need> needs = due.needs().stream().map(n -> n.with(next)).toList();
    boolean news = !needs.equals(due.needs());
    Approval approval = rows.latest(due.responseId()).orElseThrow();
    List<String> groups =
        new Approval(approval.id(), approval.state(), approval.asker(), needs, approval.yeses())
            .groups();
    jdbc.sql(NEXT)
        .param("needs", json.writeValueAsString(needs))
        .param("groups", groups.toArray(String[]::new))
        .param("after", settings.escalateAfter().toMillis() / 1000.0)
        .param("id", due.id())
        .update();
    if (news) {
      tell(due, next, groups);
    }
  }

  private void tell(Due due, String next, List<String> groups) {
    tasks.getObject().regroup(due.responseId(), groups);
    timeline.append(due.incidentId(), "approval.escalated", CLOCK, Map.of("group", next));
    audit.record(
        CLOCK,
        "approval.escalated",
        "approval",
        due.id().toString(),
        Map.of("needs", due.needs()),
        Map.of("groups", groups),
        null);
  }

  private record Due(
      UUID id, UUID responseId, UUID incidentId, List<Need> needs, int escalations) {}
}
