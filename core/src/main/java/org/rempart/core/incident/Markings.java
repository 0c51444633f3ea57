package org.rempart.core.incident;

import java.util.Map;
import java.util.UUID;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How far each incident may travel. */
@Component
public class Markings {

  private final JdbcClient jdbc;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final Changes changes;

  Markings(JdbcClient jdbc, Timeline timeline, AuditTrail audit, Changes changes) {
    this.jdbc = jdbc;
    this.timeline = timeline;
    this.audit = audit;
    this.changes = changes;
  }

  /**
   * The marking of an incident.
   *
   * @throws UnknownIncidentException when there is none of this id
   */
  @Transactional(readOnly = true)
  public Marking of(UUID incidentId) {
    return read("select tlp, pap from incident where id = ?", incidentId);
  }

  /**
   * Marks an incident anew; what was sent out before stays sent.
   *
   * @throws UnknownIncidentException when there is none of this id
   */
  @Transactional
  public void mark(UUID incidentId, Marking marking, Actor actor, String reason) {
    Marking was = read("select tlp, pap from incident where id = ? for update", incidentId);
    if (was.equals(marking)) {
      return;
    }
    jdbc.sql("update incident set tlp = ?, pap = ?, changed_at = clock_timestamp() where id = ?")
        .params(marking.tlp(), marking.pap(), incidentId)
        .update();
    Map<String, Object> told =
        Map.of("tlp", marking.tlp(), "pap", marking.pap(), "by", actor.name(), "reason", reason);
    timeline.append(incidentId, "incident.marked", actor, told);
    audit.record(
        actor,
        "incident.mark",
        "incident",
        incidentId.toString(),
        Map.of("tlp", was.tlp(), "pap", was.pap()),
        Map.of("tlp", marking.tlp(), "pap", marking.pap()),
        reason);
    changes.changed("incident", incidentId);
  }

  private Marking read(String sql, UUID incidentId) {
    return jdbc.sql(sql)
        .param(incidentId)
        .query((row, n) -> new Marking(row.getString("tlp"), row.getString("pap")))
        .optional()
        .orElseThrow(() -> new UnknownIncidentException(incidentId));
  }
}
