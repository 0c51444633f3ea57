package org.rempart.app.chat;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rempart.app.security.Caller;
import org.rempart.app.security.Persons;
import org.rempart.core.response.ApprovalSearch;
import org.rempart.core.response.ApprovalState;
import org.rempart.core.response.NotifySettings;
import org.rempart.core.task.InvalidFormException;
import org.rempart.core.task.TaskBoard;
import org.rempart.core.task.TaskConflictException;
import org.rempart.core.task.TaskFilter;
import org.rempart.core.task.TaskSearch;
import org.rempart.core.task.TaskSummary;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Takes a press of a button for a person's word, by the same task and form as in the console: the
 * same sites, groups, four eyes and journal.
 */
@Component
class ChatVotes {

  private static final int MOST = 500;

  private final SlackSettings settings;
  private final Persons persons;
  private final ApprovalSearch approvals;
  private final TaskSearch tasks;
  private final TaskBoard board;
  private final MessageSource messages;
  private final Locale language;

  ChatVotes(
      SlackSettings settings,
      NotifySettings notify,
      Persons persons,
      ApprovalSearch approvals,
      TaskSearch tasks,
      TaskBoard board,
      MessageSource messages) {
    this.settings = settings;
    this.persons = persons;
    this.approvals = approvals;
    this.tasks = tasks;
    this.board = board;
    this.messages = messages;
    this.language = notify.chatLocale();
    if (notify.recipients().chat().buttons() && !settings.used()) {
      throw new IllegalStateException(
          "rempart.notify.chat.buttons needs rempart.slack.signing-secret");
    }
  }

  /**
   * Enters the word. Answers why it does not count, in the person's language; empty when it does.
   */
  Optional<String> cast(SlackPress press) {
    String login = settings.people().get(press.user());
    if (login == null || !press.team().equals(settings.team())) {
      return refused("chat.unmapped", language, press.user());
    }
    return persons
        .caller(login)
        .map(caller -> cast(press, caller))
        .orElseGet(() -> refused("chat.unmapped", language, press.user()));
  }

  private Optional<String> cast(SlackPress press, Caller caller) {
    Locale locale = caller.locale();
    Optional<TaskSummary> task = task(press.approvalId(), caller);
    if (task.isEmpty()) {
      return refused("chat.over", locale);
    }
    if (approvals
        .pending(java.util.Objects.requireNonNull(task.get().responseId()))
        .map(ApprovalState::needsReading)
        .orElse(false)) {
      return refused("chat.console", locale);
    }
    if (!caller.isIn(task.get().groups())) {
      return refused("chat.not-yours", locale, String.join(", ", task.get().groups()));
    }
    if (press.reason().isBlank()) {
      return refused("chat.no-reason", locale);
    }
    return completed(task.get().id(), press, caller);
  }

  /** The open task of this question; none when it is over, or not on the caller's sites. */
  private Optional<TaskSummary> task(UUID approvalId, Caller caller) {
    if (!approvals.waits(approvalId)) {
      return Optional.empty();
    }
    return approvals
        .question(approvalId)
        .flatMap(
            question ->
                tasks
                    .list(
                        new TaskFilter(true, question.incidentId(), null, null),
                        caller.sites(),
                        0,
                        MOST,
                        caller.locale())
                    .stream()
                    .filter(t -> t.kind() == TaskBoard.Kind.APPROVAL)
                    .filter(t -> question.responseId().equals(t.responseId()))
                    .findFirst());
  }

  private Optional<String> completed(UUID taskId, SlackPress press, Caller caller) {
    try {
      Map<String, Object> form = Map.of("decision", press.decision(), "reason", press.reason());
      board.complete(taskId, form, caller.actor("slack:" + press.user()));
      return Optional.empty();
    } catch (InvalidFormException wrong) {
      Locale locale = caller.locale();
      Map<String, String> spoken = wrong.faults(locale);
      return spoken.isEmpty()
          ? refused("chat.console", locale)
          : refused("chat.refused", locale, String.join("; ", spoken.values()));
    } catch (TaskConflictException changed) {
      return refused("chat.over", caller.locale());
    }
  }

  private Optional<String> refused(String key, Locale locale, Object... values) {
    return Optional.of(messages.getMessage(key, values, locale));
  }
}
