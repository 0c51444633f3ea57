package org.rempart.core.task;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.IncidentLife;
import org.rempart.core.incident.Outbox;
import org.rempart.core.incident.OutboxTopic;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The tasks, kept in PostgreSQL. */
@Component
@Transactional
class PostgresTaskBoard implements TaskBoard {

  private static final Actor ENGINE = Actor.system("engine");

  private final TaskRows rows;
  private final FormCheck forms;
  private final TaskNotes notes;
  private final Outbox outbox;
  private final IncidentLife life;
  // Asked for late: subjects that act on forms may open tasks themselves.
  private final ObjectProvider<TaskCompletion> listeners;

  PostgresTaskBoard(
      TaskRows rows,
      FormCheck forms,
      TaskNotes notes,
      Outbox outbox,
      IncidentLife life,
      ObjectProvider<TaskCompletion> listeners) {
    this.rows = rows;
    this.forms = forms;
    this.notes = notes;
    this.outbox = outbox;
    this.life = life;
    this.listeners = listeners;
  }

  @Override
  public UUID seen(Step step) {
    var sight = rows.see(step).orElseGet(() -> afresh(step));
    if (sight.first()) {
      opened(sight.id());
    } else if (sight.state() == TaskState.COMPLETED) {
      // The engine still waits for what was completed here, as after a restore: tell it again.
      if (!rows.completionUnderWay(sight.id())) {
        tellEngine(rows.lock(sight.id()), rows.formValues(sight.id()));
      }
    }
    return sight.id();
  }

  /** The key was another step's, whose job the engine has forgotten. */
  private TaskRows.Sight afresh(Step step) {
    withdrawn(rows.forget(step.jobKey()));
    return rows.see(step).orElseThrow();
  }

  @Override
  public UUID open(Repair repair) {
    var id = rows.insert(repair);
    opened(id);
    return id;
  }

  private void opened(UUID taskId) {
    notes.note(rows.lock(taskId), "task.opened", "task.open", ENGINE);
  }

  @Override
  public void claim(UUID taskId, Actor actor) {
    var task = lockUnsettled(taskId);
    if (actor.name().equals(task.claimedBy())) {
      return;
    }
    refuseAnothers(task, actor);
    rows.claim(taskId, actor.name());
    life.acknowledge(task.incidentId(), actor);
    notes.note(task, "task.claimed", "task.claim", actor);
  }

  @Override
  public void unclaim(UUID taskId, Actor actor) {
    var task = lockUnsettled(taskId);
    if (task.claimedBy() == null) {
      return;
    }
    refuseAnothers(task, actor);
    rows.unclaim(taskId);
    notes.note(task, "task.unclaimed", "task.unclaim", actor);
  }

  @Override
  public void complete(UUID taskId, Map<String, Object> values, Actor actor) {
    var task = lockUnsettled(taskId);
    refuseAnothers(task, actor);
    forms.check(task.formId(), values);
    rows.complete(taskId, actor.name(), values);
    life.acknowledge(task.incidentId(), actor);
    notes.note(task, "task.completed", "task.complete", actor);
    var completed =
        new TaskCompletion.Completed(
            taskId,
            task.incidentId(),
            task.kind(),
            task.formId(),
            task.responseId(),
            values,
            actor);
    listeners.orderedStream().forEach(listener -> listener.completed(completed));
    tellEngine(task, values);
  }

  @Override
  public void regroup(UUID responseId, List<String> groups) {
    rows.regroup(responseId, groups)
        .forEach(task -> notes.note(task, "task.regrouped", "task.regroup", ENGINE));
  }

  @Override
  public int withdrawUnseen(Duration forSoLong) {
    var unseen = rows.withdrawUnseen(forSoLong);
    unseen.forEach(task -> notes.note(task, "task.withdrawn", "task.withdraw", ENGINE));
    return unseen.size();
  }

  @Override
  public void withdraw(long jobKey) {
    withdrawn(rows.withdraw("job_key", jobKey));
  }

  @Override
  public void withdrawRepair(UUID taskId) {
    withdrawn(rows.withdraw("id", taskId));
  }

  private void withdrawn(Optional<TaskRows.Held> task) {
    task.ifPresent(gone -> notes.note(gone, "task.withdrawn", "task.withdraw", ENGINE));
  }

  private TaskRows.Held lockUnsettled(UUID taskId) {
    var task = rows.lock(taskId);
    if (task.state() == TaskState.COMPLETED || task.state() == TaskState.WITHDRAWN) {
      var by = task.completedBy() == null ? "" : " by " + task.completedBy();
      throw new TaskConflictException(
          "The task is " + task.state().name().toLowerCase(java.util.Locale.ROOT) + by + ".");
    }
    return task;
  }

  private static void refuseAnothers(TaskRows.Held task, Actor actor) {
    if (task.claimedBy() != null && !task.claimedBy().equals(actor.name())) {
      throw new TaskConflictException("The task is claimed by " + task.claimedBy() + ".");
    }
  }

  private void tellEngine(TaskRows.Held task, Map<String, Object> values) {
    if (task.jobKey() == null) {
      return;
    }
    var outputs = new HashMap<String, Object>();
    task.outputs().stream()
        .filter(values::containsKey)
        .forEach(name -> outputs.put(name, values.get(name)));
    outbox.put(
        OutboxTopic.TASK_COMPLETED,
        task.id().toString(),
        Map.of("jobKey", task.jobKey(), "outputs", outputs));
  }
}
