package org.rempart.workers.job;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.rempart.core.task.TaskBoard;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one class that meets the engine's job-based user tasks. It only notes that the step waits; a
 * person's completion goes out through the outbox. The engine hands the job out again each minute,
 * and that refreshes the task.
 */
@Component
class UserTaskJob implements JobWork {

  private static final String FORM = "io.camunda.zeebe:formKey";
  private static final String GROUPS = "io.camunda.zeebe:candidateGroups";

  /** Small values that forms may show. */
  private static final List<String> CONTEXT =
      List.of(
          "playbook",
          "severity",
          "capability",
          "targetSet",
          "outcome",
          "targets",
          "message",
          "targetCount",
          "attackerCount",
          "loginSucceeded",
          "clinical");

  private final TaskBoard board;
  private final JsonMapper json;

  UserTaskJob(TaskBoard board, JsonMapper json) {
    this.board = board;
    this.json = json;
  }

  @Override
  public String type() {
    return "io.camunda.zeebe:userTask";
  }

  /** The engine gives these jobs one try; a failed look at a step must not end the step. */
  @Override
  public LastTry lastTry() {
    return LastTry.AGAIN;
  }

  @Override
  public List<String> variables() {
    return Stream.concat(CONTEXT.stream(), Stream.of("incidentId", "responseId", "approvers"))
        .toList();
  }

  /** Not a deadline: each time it passes, the engine shows the step anew. */
  @Override
  public Duration timeout() {
    return Duration.ofSeconds(60);
  }

  @Override
  public JobResult handle(Job job) {
    board.seen(
        new TaskBoard.Step(
            job.incidentId(),
            job.key(),
            TaskBoard.Kind.valueOf(job.headers().getOrDefault("kind", "STEP")),
            job.processId(),
            job.elementId(),
            job.header(FORM),
            context(job),
            list(job.headers().getOrDefault("outputs", "")),
            job.text("responseId").map(UUID::fromString).orElse(null),
            groups(job),
            Optional.ofNullable(job.headers().get("dueIn")).map(Duration::parse).orElse(null)));
    return new JobResult.Left();
  }

  private static Map<String, Object> context(Job job) {
    var context = new HashMap<String, Object>();
    CONTEXT.stream()
        .filter(name -> job.variables().get(name) != null)
        .forEach(name -> context.put(name, job.variables().get(name)));
    return context;
  }

  /** Who may approve depends on the guardrail that asked, so the response's word comes first. */
  private List<String> groups(Job job) {
    var approval = "APPROVAL".equals(job.headers().get("kind"));
    if (approval && job.variables().get("approvers") instanceof Collection<?> asked) {
      if (!asked.isEmpty()) {
        return asked.stream().map(Object::toString).toList();
      }
    }
    var groups = list(job.headers().getOrDefault(GROUPS, ""));
    return groups.isEmpty() ? List.of("responders") : groups;
  }

  /** The engine writes groups as a JSON list, a drawing's own headers as a comma list. */
  private List<String> list(String text) {
    if (text.startsWith("[")) {
      try {
        return List.of(json.readValue(text, String[].class));
      } catch (JacksonException notJson) {
        return List.of();
      }
    }
    return Stream.of(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
