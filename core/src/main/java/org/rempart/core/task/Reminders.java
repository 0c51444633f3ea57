package org.rempart.core.task;

import java.util.List;
import java.util.UUID;
import org.rempart.connector.Capability;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Responses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reminds the people on duty of a task whose due time draws near: a line on the timeline and a
 * mail, once. The mail is an action like any other, so it has its journal; its call key is the
 * task's.
 */
@Component
class Reminders {

  private static final Logger LOG = LoggerFactory.getLogger(Reminders.class);
  private static final Actor REMINDERS = Actor.system("reminders");

  private final TaskRows rows;
  private final TaskNotes notes;
  private final ObjectProvider<Responses> responses;

  Reminders(TaskRows rows, TaskNotes notes, ObjectProvider<Responses> responses) {
    this.rows = rows;
    this.notes = notes;
    this.responses = responses;
  }

  /** Reminds of what is due soon; by the database's clock. */
  @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT15S")
  public void remind() {
    rows.toRemind().forEach(this::remind);
  }

  private void remind(UUID taskId) {
    notes.reminded(taskId, REMINDERS).ifPresent(this::mail);
  }

  private void mail(TaskRows.Held task) {
    var set =
        List.of("managers").equals(task.groups())
            ? Responses.TargetSet.MANAGERS
            : Responses.TargetSet.RESPONDERS;
    try {
      responses
          .getObject()
          .respond(
              new Responses.Call(
                  task.incidentId(),
                  "reminder-" + task.id(),
                  Capability.SEND_MAIL,
                  set,
                  REMINDERS,
                  null));
    } catch (RuntimeException unsent) {
      // The line on the timeline stands; the journal keeps what became of the mail.
      LOG.warn("The reminder of task {} could not be mailed: {}", task.id(), unsent.getMessage());
    }
  }
}
