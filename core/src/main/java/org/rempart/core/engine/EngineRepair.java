package org.rempart.core.engine;

import java.util.HashMap;
import org.rempart.core.incident.Outbox;
import org.rempart.core.incident.OutboxTopic;
import org.rempart.core.task.TaskCompletion;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A completed repair sends the engine on where it stood. */
@Component
class EngineRepair implements TaskCompletion {

  private final JdbcClient jdbc;
  private final Outbox outbox;

  EngineRepair(JdbcClient jdbc, Outbox outbox) {
    this.jdbc = jdbc;
    this.outbox = outbox;
  }

  @Override
  public void completed(Completed task) {
    if (!task.formId().equals(EngineIncidents.FORM)
        || !"RETRY".equals(task.values().get("decision"))) {
      return;
    }
    jdbc.sql(
            """
            select engine_incident_key, job_key from engine_incident where task_id = ? and resolved_at is null\
            """)
        .param(task.taskId())
        .query(Stopped.class)
        .optional()
        .ifPresent(this::sendOn);
  }

  private void sendOn(Stopped stopped) {
    var payload = new HashMap<String, Object>();
    payload.put("incidentKey", stopped.engineIncidentKey());
    payload.put("jobKey", stopped.jobKey());
    outbox.put(OutboxTopic.ENGINE_REPAIR, Long.toString(stopped.engineIncidentKey()), payload);
  }

  record Stopped(long engineIncidentKey, @org.jspecify.annotations.Nullable Long jobKey) {}
}
