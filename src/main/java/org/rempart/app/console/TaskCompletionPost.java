package org.rempart.app.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.rempart.core.task.InvalidFormException;
import org.rempart.core.task.TaskBoard;
import org.rempart.core.task.TaskConflictException;
import org.rempart.core.task.TaskSearch;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes a task's form from the browser, and says in the reader's language what is wrong with it.
 */
@RestController
class TaskCompletionPost {

  private final TaskSearch tasks;
  private final TaskBoard board;
  private final MessageSource messages;

  TaskCompletionPost(TaskSearch tasks, TaskBoard board, MessageSource messages) {
    this.tasks = tasks;
    this.board = board;
    this.messages = messages;
  }

  @PostMapping("/tasks/{id}/complete")
  ResponseEntity<Answer> complete(
      @PathVariable UUID id,
      @RequestBody Map<String, Object> values,
      Caller caller,
      Actor actor,
      Locale locale) {
    var task = tasks.find(id, caller.sites(), locale).orElseThrow(NothingHere::new);
    if (!caller.isIn(task.groups())) {
      return refused(HttpStatus.FORBIDDEN, List.of(say("task.not-yours", locale)));
    }
    try {
      board.complete(id, values, actor);
      return ResponseEntity.ok(new Answer(List.of()));
    } catch (InvalidFormException wrong) {
      return refused(HttpStatus.UNPROCESSABLE_CONTENT, faults(wrong, locale));
    } catch (TaskConflictException changed) {
      return refused(HttpStatus.CONFLICT, List.of(say("task.conflict", locale)));
    }
  }

  private List<String> faults(InvalidFormException wrong, Locale locale) {
    var spoken = wrong.faults(locale);
    return wrong.faults().keySet().stream()
        .map(
            field ->
                spoken.containsKey(field)
                    ? say("task.fault.said", locale, field, spoken.get(field))
                    : say("task.fault", locale, field))
        .sorted()
        .toList();
  }

  private String say(String key, Locale locale, Object... values) {
    return messages.getMessage(key, values, locale);
  }

  private static ResponseEntity<Answer> refused(HttpStatus status, List<String> faults) {
    return ResponseEntity.status(status).body(new Answer(faults));
  }

  /** What is wrong; nothing when the task is done. */
  record Answer(List<String> faults) {}
}
