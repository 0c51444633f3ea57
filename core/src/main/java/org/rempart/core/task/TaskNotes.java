package org.rempart.core.task;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.rempart.core.incident.Changes;
import org.rempart.core.incident.Outbox;
import org.rempart.core.incident.OutboxTopic;
import org.rempart.core.incident.Timeline;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells of what happens to tasks: on the timeline, in the audit, to outsiders and to consoles. */
@Component
class TaskNotes {

  private final TaskRows rows;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final Changes changes;

  TaskNotes(TaskRows rows, Timeline timeline, AuditTrail audit, Outbox outbox, Changes changes) {
    this.rows = rows;
    this.timeline = timeline;
    this.audit = audit;
    this.outbox = outbox;
    this.changes = changes;
  }

  /**
   * Notes one change of a task, in the transaction of that change.
   *
   * @param kind the timeline's word, for example {@code task.claimed}
   * @param what the audit's word, for example {@code task.claim}
   */
  void note(TaskRows.Held task, String kind, String what, Actor actor) {
    var details = new HashMap<String, Object>();
    details.put("task", task.id().toString());
    details.put("process", task.processId());
    details.put("element", task.elementId());
    details.put("form", task.formId());
    details.put("by", actor.name());
    timeline.append(task.incidentId(), kind, actor, details);
    audit.record(
        actor,
        what,
        "task",
        task.id().toString(),
        Map.of("state", task.state()),
        Map.of("form", task.formId(), "incident", task.incidentId().toString()),
        null);
    outbox.put(
        OutboxTopic.EVENT,
        task.incidentId().toString(),
        Map.of("type", kind, "task", task.id().toString(), "form", task.formId()));
    changes.changed("task", task.id());
  }

  /** Notes a reminder, once; empty when the task was reminded of or has ended. */
  @Transactional
  Optional<TaskRows.Held> reminded(UUID taskId, Actor actor) {
    var task = rows.reminded(taskId);
    task.ifPresent(due -> note(due, "task.reminded", "task.remind", actor));
    return task;
  }
}
