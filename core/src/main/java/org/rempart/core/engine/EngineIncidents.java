package org.rempart.core.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.Timeline;
import org.rempart.core.task.TaskBoard;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes a repair for a person of every engine incident. */
@Component
class EngineIncidents {

  static final String FORM = "engine-incident";

  private final JdbcClient jdbc;
  private final TaskBoard board;
  private final Timeline timeline;

  EngineIncidents(JdbcClient jdbc, TaskBoard board, Timeline timeline) {
    this.jdbc = jdbc;
    this.board = board;
    this.timeline = timeline;
  }

  void raised(EngineEvent.EngineIncidentRaised raised) {
    jdbc.sql(
            """
            insert into engine_incident (engine_incident_key, process_instance_key, process_id, element_id, element_instance_key,
              job_key, error_type, message, raised_at)
            values (:key, :instance, :process, :element, :elementInstance, :job, :error, :message, :at) on conflict do nothing\
            """)
        .param("key", raised.key())
        .param("instance", raised.processInstanceKey())
        .param("process", raised.processId())
        .param("element", raised.elementId())
        .param("elementInstance", raised.elementInstanceKey())
        .param("job", raised.jobKey())
        .param("error", raised.errorType())
        .param("message", raised.message())
        .param("at", raised.at().atOffset(java.time.ZoneOffset.UTC))
        .update();
  }

  /** Somebody resolved it, or its process ended: the repair is no longer needed. */
  void resolved(EngineEvent.EngineIncidentResolved resolved) {
    jdbc
        .sql(
            """
            update engine_incident set resolved_at = ? where engine_incident_key = ? and resolved_at is null returning task_id\
            """)
        .params(resolved.at().atOffset(java.time.ZoneOffset.UTC), resolved.key())
        .query(UUID.class)
        .list()
        .stream()
        .filter(java.util.Objects::nonNull)
        .forEach(board::withdrawRepair);
  }

  /**
   * Opens the repairs that lack. Also by the clock: an engine incident may be told before its
   * incident is claimed. Those of nobody's process, as of another application on the same engine,
   * wait for ever and are passed over. For an error that nobody catches the engine names no
   * element, so the element is looked up by its instance.
   */
  @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT10S")
  @Transactional
  public void openRepairs() {
    jdbc.sql(
            """
            select i.engine_incident_key, i.process_id, coalesce(e.element_id, i.element_id) as element_id, i.job_key, i.error_type,
              i.message, n.incident_id
            from engine_incident i
            cross join lateral (
              with recursive up (key) as (
                select i.process_instance_key
                union
                select p.parent_key from up join process_instance p on p.process_instance_key = up.key where p.parent_key is not null)
              select o.id as incident_id from up join incident o on o.process_key = up.key limit 1) n
            left join element_state e on e.element_instance_key = i.element_instance_key
            where i.task_id is null and i.resolved_at is null order by i.raised_at limit 100 for update of i skip locked\
            """)
        .query(Row.class)
        .list()
        .forEach(this::openRepair);
  }

  private void openRepair(Row row) {
    var incidentId = row.incidentId();
    var context = new HashMap<String, Object>();
    context.put("engineIncidentKey", row.engineIncidentKey());
    if (row.jobKey() != null) {
      context.put("jobKey", row.jobKey());
    }
    context.put("process", row.processId());
    context.put("element", row.elementId());
    context.put("errorType", row.errorType());
    context.put("message", row.message());
    var task = board.open(new TaskBoard.Repair(incidentId, FORM, context, List.of("responders")));
    jdbc.sql("update engine_incident set task_id = ? where engine_incident_key = ?")
        .params(task, row.engineIncidentKey())
        .update();
    timeline.append(
        incidentId,
        "engine.incident",
        Actor.system("engine"),
        Map.of("process", row.processId(), "element", row.elementId(), "message", row.message()));
  }

  record Row(
      long engineIncidentKey,
      String processId,
      String elementId,
      @Nullable Long jobKey,
      String errorType,
      String message,
      UUID incidentId) {}
}
