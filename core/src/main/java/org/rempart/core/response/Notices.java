package org.rempart.core.response;

import java.util.List;
import java.util.UUID;
import org.rempart.connector.Capability;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Responses.Call;
import org.rempart.core.response.Responses.TargetSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Mails those who are asked for their word and, when one word stood for two, everybody; and does
 * meanwhile what needs no word. Each is an action like any other, so it has its journal, and its
 * call key makes a repeat harmless.
 */
@Component
class Notices {

  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  private static final Actor GUARDRAILS = Actor.system("guardrails");

  private static final String UNTOLD =
      """
      select p.id, r.incident_id, p.escalations, p.overridden from approval p join response r on r.id = p.response_id
      where p.told_at is null and (p.state = 'PENDING' or p.overridden) order by p.asked_at limit 20\
      """;

  private static final String MEANWHILE =
      """
      select p.id, r.incident_id from approval p join response r on r.id = p.response_id
      where p.state = 'PENDING' and p.alternative is not null and p.alternative_at is null order by p.asked_at limit 20\
      """;

  private final JdbcClient jdbc;
  private final JournaledResponses responses;
  private final TargetResolver targets;

  Notices(JdbcClient jdbc, JournaledResponses responses, TargetResolver targets) {
    this.jdbc = jdbc;
    this.responses = responses;
    this.targets = targets;
  }

  @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT2S")
  void look() {
    try {
      jdbc.sql(MEANWHILE)
          .query((row, n) -> new Waiting(id(row, 1), id(row, 2)))
          .list()
          .forEach(waiting -> tried(() -> meanwhile(waiting)));
      jdbc.sql(UNTOLD)
          .query((row, n) -> new Untold(id(row, 1), id(row, 2), row.getInt(3), row.getBoolean(4)))
          .list()
          .forEach(untold -> tried(() -> tell(untold)));
    } catch (RuntimeException e) {
      LOG.warn("notices could not be given; the next round tries again: {}", e.toString());
    }
  }

  /** One that fails keeps no other back. */
  private static void tried(Runnable notice) {
    try {
      notice.run();
    } catch (RuntimeException e) {
      LOG.warn("a notice could not be given; the next round tries again: {}", e.toString());
    }
  }

  private void meanwhile(Waiting waiting) {
    String key = "meanwhile-" + waiting.approvalId();
    act(waiting.incidentId(), key, Capability.BLOCK_ADDRESS, TargetSet.DESTINATION_ADDRESSES);
    jdbc.sql("update approval set alternative_at = clock_timestamp() where id = ?")
        .param(waiting.approvalId())
        .update();
  }

  private void tell(Untold untold) {
    List<TargetSet> sets =
        untold.overridden()
            ? List.of(TargetSet.RESPONDERS, TargetSet.MANAGERS)
            : List.of(TargetSet.APPROVERS);
    for (TargetSet set : sets) {
      if (targets.reaches(set, untold.incidentId())) {
        String key = "approval-" + untold.approvalId() + "-" + untold.escalations() + "-" + set;
        act(untold.incidentId(), key, Capability.SEND_MAIL, set);
      }
    }
    // What was decided or escalated while this was being told is told next.
    jdbc.sql(
            "update approval set told_at = clock_timestamp() where id = ? and escalations = ? and"
                + " overridden = ?")
        .params(untold.approvalId(), untold.escalations(), untold.overridden())
        .update();
  }

  private void act(UUID incidentId, String key, Capability capability, TargetSet set) {
    responses.respond(new Call(incidentId, key, capability, set, GUARDRAILS, null));
  }

  private static UUID id(java.sql.ResultSet row, int column) throws java.sql.SQLException {
    return row.getObject(column, UUID.class);
  }

  private record Waiting(UUID approvalId, UUID incidentId) {}

  private record Untold(UUID approvalId, UUID incidentId, int escalations, boolean overridden) {}
}
