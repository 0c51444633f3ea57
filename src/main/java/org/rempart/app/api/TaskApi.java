package org.rempart.app.api;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.IncidentSearch;
import org.rempart.core.task.TaskBoard;
import org.rempart.core.task.TaskFilter;
import org.rempart.core.task.TaskSearch;
import org.rempart.core.task.TaskSummary;
import org.rempart.core.task.UnknownTaskException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The steps that wait for people. */
@RestController
@RequestMapping("/api/v1")
class TaskApi {

  private final TaskSearch tasks;
  private final TaskBoard board;
  private final IncidentSearch incidents;
  private final JsonMapper json;

  TaskApi(TaskSearch tasks, TaskBoard board, IncidentSearch incidents, JsonMapper json) {
    this.tasks = tasks;
    this.board = board;
    this.incidents = incidents;
    this.json = json;
  }

  /** Tasks, the longest due first; only what still waits, unless {@code all} is true. */
  @GetMapping("/tasks")
  Page<TaskSummary> list(
      @RequestParam(defaultValue = "false") boolean all,
      @RequestParam(required = false) @Nullable String claimedBy,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String lang,
      Locale accepted,
      Caller caller) {
    var filter = new TaskFilter(!all, null, claimedBy, null);
    return page(filter, cursor, Page.checked(limit), Language.of(lang, accepted), caller);
  }

  /** The tasks of an incident, finished ones too. */
  @GetMapping("/incidents/{id}/tasks")
  Page<TaskSummary> ofIncident(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String lang,
      Locale accepted,
      Caller caller) {
    incidents.require(id, caller.sites());
    var language = Language.of(lang, accepted);
    return page(TaskFilter.of(id), cursor, Page.checked(limit), language, caller);
  }

  private Page<TaskSummary> page(
      TaskFilter filter, @Nullable String cursor, int limit, Locale locale, Caller caller) {
    var passed = Page.offsetOf(cursor);
    var found = tasks.list(filter, caller.sites(), passed, limit + 1, locale);
    return Page.of(found, limit, last -> passed + limit);
  }

  /** One task with its form. */
  @GetMapping("/tasks/{id}")
  TaskDetail show(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String lang,
      Locale accepted,
      Caller caller) {
    var language = Language.of(lang, accepted);
    var task = require(id, caller, language);
    return new TaskDetail(task, tasks.form(task, language).map(json::readTree).orElse(null));
  }

  /** Takes the task, so that others see who works on it. */
  @PostMapping("/tasks/{id}/claim")
  TaskSummary claim(@PathVariable UUID id, Caller caller, Actor actor, Locale accepted) {
    requireTheirs(id, caller);
    board.claim(id, actor);
    return require(id, caller, accepted);
  }

  /** Completes the task with the form's values. */
  @PostMapping("/tasks/{id}/complete")
  TaskSummary complete(
      @PathVariable UUID id,
      @RequestBody Completion completion,
      Caller caller,
      Actor actor,
      Locale accepted) {
    requireTheirs(id, caller);
    board.complete(id, Objects.requireNonNullElse(completion.variables(), Map.of()), actor);
    return require(id, caller, accepted);
  }

  private TaskSummary require(UUID id, Caller caller, Locale locale) {
    return tasks.find(id, caller.sites(), locale).orElseThrow(() -> new UnknownTaskException(id));
  }

  private void requireTheirs(UUID id, Caller caller) {
    var task = require(id, caller, Locale.ENGLISH);
    if (!caller.isIn(task.groups())) {
      throw new AccessDeniedException("This task is for " + String.join(", ", task.groups()) + ".");
    }
  }

  /**
   * A task and what to fill in.
   *
   * @param form Camunda Forms JSON; {@code null} when nobody drew it
   */
  record TaskDetail(TaskSummary task, @Nullable JsonNode form) {}

  /** The values of a form by the keys of its fields. */
  record Completion(@Nullable Map<String, Object> variables) {}
}
