package org.rempart.app.console;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.IncidentSearch;
import org.rempart.core.response.ActionSearch;
import org.rempart.core.response.ActionSummary;
import org.rempart.core.response.ApprovalSearch;
import org.rempart.core.response.ApprovalState;
import org.rempart.core.task.TaskBoard;
import org.rempart.core.task.TaskConflictException;
import org.rempart.core.task.TaskFilter;
import org.rempart.core.task.TaskSearch;
import org.rempart.core.task.TaskSummary;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;

/** The steps that wait for people. */
@Controller
@RequestMapping("/tasks")
class TaskPages implements Framed {

  private static final int MOST = 200;

  private final TaskSearch tasks;
  private final TaskBoard board;
  private final ActionSearch actions;
  private final IncidentSearch incidents;
  private final JsonMapper json;
  private final ApprovalSearch approvals;

  TaskPages(
      TaskSearch tasks,
      TaskBoard board,
      ActionSearch actions,
      IncidentSearch incidents,
      JsonMapper json,
      ApprovalSearch approvals) {
    this.tasks = tasks;
    this.board = board;
    this.actions = actions;
    this.incidents = incidents;
    this.json = json;
    this.approvals = approvals;
  }

  @GetMapping
  String list(
      @RequestParam(defaultValue = "groups") String whose,
      Caller caller,
      Locale locale,
      Model model) {
    var filter =
        switch (whose) {
          case "mine" -> new TaskFilter(true, null, caller.login(), null);
          case "all" -> TaskFilter.UNFINISHED;
          default -> new TaskFilter(true, null, null, caller.groups());
        };
    model.addAttribute("tasks", tasks.list(filter, caller.sites(), 0, MOST, locale));
    model.addAttribute("whose", whose);
    return "console/tasks";
  }

  @GetMapping("/{id}")
  String show(@PathVariable UUID id, Caller caller, Locale locale, Model model) {
    var task = require(id, caller, locale);
    var response = task.responseId();
    model.addAttribute("task", task);
    model.addAttribute("incident", incidents.require(task.incidentId(), caller.sites()));
    model.addAttribute("theirs", caller.isIn(task.groups()));
    var all = response == null ? List.<ActionSummary>of() : actions.ofResponse(response);
    var parts = all.stream().collect(Collectors.partitioningBy(a -> asked(task, a)));
    model.addAttribute("asked", parts.get(true).stream().map(ShownAction::new).toList());
    model.addAttribute("rest", parts.get(false).stream().map(ShownAction::new).toList());
    model.addAttribute("form", tasks.form(task, locale).orElse(null));
    var approval =
        response == null || task.kind() != TaskBoard.Kind.APPROVAL
            ? null
            : approvals.pending(response).orElse(null);
    model.addAttribute("approval", approval);
    model.addAttribute("values", json.writeValueAsString(values(task, approval)));
    return "console/task";
  }

  /** What the form shows; whether care is asked about and whether two are needed decides what. */
  private static Map<String, Object> values(TaskSummary task, @Nullable ApprovalState approval) {
    var values = new HashMap<>(task.context());
    if (approval != null) {
      values.put("asksCare", approval.clinical());
      values.put("overridable", approval.overridable());
    }
    return values;
  }

  /** What a yes would begin; the rest of the response went its way already. */
  private static boolean asked(TaskSummary task, ActionSummary action) {
    return task.kind() == TaskBoard.Kind.APPROVAL && action.state().equals("PLANNED");
  }

  @PostMapping("/{id}/claim")
  String claim(@PathVariable UUID id, Caller caller, Actor actor, RedirectAttributes back) {
    return change(id, caller, back, () -> board.claim(id, actor));
  }

  @PostMapping("/{id}/unclaim")
  String unclaim(@PathVariable UUID id, Caller caller, Actor actor, RedirectAttributes back) {
    return change(id, caller, back, () -> board.unclaim(id, actor));
  }

  private String change(UUID id, Caller caller, RedirectAttributes back, Runnable change) {
    if (!caller.isIn(require(id, caller, Locale.ENGLISH).groups())) {
      back.addFlashAttribute("fault", "task.not-yours");
      return "redirect:/tasks/" + id;
    }
    try {
      change.run();
    } catch (TaskConflictException changed) {
      back.addFlashAttribute("fault", "task.conflict");
    }
    return "redirect:/tasks/" + id;
  }

  private TaskSummary require(UUID id, Caller caller, Locale locale) {
    return tasks.find(id, caller.sites(), locale).orElseThrow(NothingHere::new);
  }
}
