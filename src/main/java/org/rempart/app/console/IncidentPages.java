package org.rempart.app.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.alert.AlertSearch;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.IncidentLife;
import org.rempart.core.incident.IncidentSearch;
import org.rempart.core.incident.TimelineReader;
import org.rempart.core.incident.Verdict;
import org.rempart.core.report.ReportAssembler;
import org.rempart.core.response.ActionSearch;
import org.rempart.core.response.ManualRequests;
import org.rempart.core.response.Tickets;
import org.rempart.core.response.Waits;
import org.rempart.core.task.TaskFilter;
import org.rempart.core.task.TaskSearch;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One incident: what it is, what happened, what was done. */
@Controller
@RequestMapping("/incidents/{id}")
class IncidentPages implements Framed {

  private static final int LONGEST_TIMELINE = 2_000;
  private static final int ALERTS = 50;
  private static final int TASKS = 200;
  private static final int ACTIONS = 50;

  /** What an incident holds beyond these is in the register. */
  private static final int CONTAINED = 20;

  private final IncidentHead head;
  private final IncidentSearch incidents;
  private final IncidentLife life;
  private final ReportAssembler reports;
  private final TimelineReader timeline;
  private final AlertSearch alerts;
  private final ActionSearch actions;
  private final TaskSearch tasks;

  private final Waits waits;
  private final ManualRequests requests;
  private final Tickets tickets;

  IncidentPages(
      IncidentHead head,
      IncidentSearch incidents,
      IncidentLife life,
      ReportAssembler reports,
      TimelineReader timeline,
      AlertSearch alerts,
      ActionSearch actions,
      TaskSearch tasks,
      Waits waits,
      ManualRequests requests,
      Tickets tickets) {
    this.waits = waits;
    this.requests = requests;
    this.tickets = tickets;
    this.head = head;
    this.incidents = incidents;
    this.life = life;
    this.reports = reports;
    this.timeline = timeline;
    this.alerts = alerts;
    this.actions = actions;
    this.tasks = tasks;
  }

  @GetMapping
  String overview(@PathVariable UUID id, Caller caller, Locale locale, Model model) {
    head.put(model, id, "overview", caller);
    var report = reports.assemble(id, caller.sites(), locale);
    model.addAttribute("report", report);
    model.addAttribute("contained", report.stillContained().stream().limit(CONTAINED).toList());
    model.addAttribute("containedMore", Math.max(0, report.stillContained().size() - CONTAINED));
    model.addAttribute(
        "tasks",
        tasks.list(new TaskFilter(true, id, null, null), caller.sites(), 0, TASKS, locale));
    model.addAttribute("tickets", tickets.ofIncident(id));
    model.addAttribute("verdicts", Arrays.asList(Verdict.values()));
    return "console/overview";
  }

  @GetMapping("/timeline")
  String timeline(@PathVariable UUID id, Caller caller, Locale locale, Model model) {
    head.put(model, id, "timeline", caller);
    model.addAttribute("entries", timeline.list(id, 0, LONGEST_TIMELINE, locale));
    return "console/timeline";
  }

  @GetMapping("/alerts")
  String alerts(@PathVariable UUID id, Caller caller, Locale locale, Model model) {
    head.put(model, id, "alerts", caller);
    model.addAttribute("folds", reports.assemble(id, caller.sites(), locale).alerts());
    model.addAttribute("alerts", alerts.ofIncident(id, null, ALERTS));
    return "console/alerts";
  }

  /** One alert as it was sent, for a place inside the page. */
  @GetMapping("/alerts/{alertId}/raw")
  String raw(@PathVariable UUID id, @PathVariable UUID alertId, Caller caller, Model model) {
    incidents.require(id, caller.sites());
    model.addAttribute("raw", alerts.raw(id, alertId).orElseThrow(NothingHere::new));
    return "console/raw";
  }

  /** {@code q}: part of the target; {@code passed}: how many come before the page. */
  @GetMapping("/actions")
  String actions(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(defaultValue = "0") int passed,
      Caller caller,
      Model model) {
    head.put(model, id, "actions", caller);
    model.addAttribute("waits", waits.ofIncident(id));
    model.addAttribute(
        "untaken",
        requests.ofIncident(id).stream().filter(asked -> asked.takenUpAt() == null).toList());
    var text = Given.text(q);
    var from = Math.max(0, passed);
    var found = actions.toLookAt(id, text, from, ACTIONS + 1);
    model.addAttribute("actions", found.stream().limit(ACTIONS).map(ShownAction::new).toList());
    model.addAttribute("text", text);
    model.addAttribute("passed", from);
    model.addAttribute("next", found.size() > ACTIONS ? from + ACTIONS : null);
    return "console/actions";
  }

  @GetMapping("/tasks")
  String tasks(@PathVariable UUID id, Caller caller, Locale locale, Model model) {
    head.put(model, id, "tasks", caller);
    model.addAttribute(
        "tasks", tasks.list(TaskFilter.of(id), caller.sites(), 0, TASKS, locale).reversed());
    return "console/incident-tasks";
  }

  @PostMapping("/verdict")
  String decide(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Verdict verdict,
      @RequestParam(required = false) @Nullable String reason,
      Caller caller,
      Actor actor,
      RedirectAttributes back) {
    incidents.require(id, caller.sites());
    if (verdict == null || Reason.lacks(reason)) {
      back.addFlashAttribute("fault", "verdict.incomplete");
    } else {
      life.decide(id, verdict, actor, Reason.of(reason));
      back.addFlashAttribute("done", "verdict.done");
    }
    return "redirect:/incidents/" + id;
  }
}
