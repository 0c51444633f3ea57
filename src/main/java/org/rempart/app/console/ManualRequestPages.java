package org.rempart.app.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.rempart.core.report.Report;
import org.rempart.core.report.ReportAssembler;
import org.rempart.core.response.ManualRequests;
import org.rempart.core.response.PossibleRequest;
import org.rempart.core.response.UnusableRequestException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A response action that a person asks for by hand: what, on which targets, what the guardrails
 * would say, why, and off it goes.
 */
@Controller
@RequestMapping("/incidents/{id}/act")
class ManualRequestPages implements Framed {

  /** More boxes to tick are no help; what is not among them can be written. */
  private static final int SUGGESTED = 50;

  /** What fields for parameters begin with. */
  private static final String PARAMETER = "parameter.";

  private final ManualRequests requests;
  private final ReportAssembler reports;
  private final IncidentHead head;

  ManualRequestPages(ManualRequests requests, ReportAssembler reports, IncidentHead head) {
    this.requests = requests;
    this.reports = reports;
    this.head = head;
  }

  /**
   * One step after the other, as far as it is said already.
   *
   * @param named targets that were ticked
   * @param others further targets, one a line
   */
  @GetMapping
  String show(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String capability,
      @RequestParam(name = "target", required = false) @Nullable List<String> named,
      @RequestParam(required = false) @Nullable String others,
      Caller caller,
      Locale locale,
      Model model) {
    head.put(model, id, "actions", caller);
    var possible = requests.possible(id);
    var chosen = possible.stream().filter(p -> p.capability().equals(capability)).findFirst();
    model.addAttribute("possible", possible);
    model.addAttribute("chosen", chosen.orElse(null));
    var targets = targets(named, others);
    model.addAttribute("targets", targets);
    if (chosen.isPresent()) {
      model.addAttribute("seen", seen(reports.assemble(id, caller.sites(), locale), chosen.get()));
      if (!targets.isEmpty()) {
        outlook(model, id, chosen.get(), targets);
      }
    }
    return "console/act";
  }

  private void outlook(Model model, UUID id, PossibleRequest chosen, List<String> targets) {
    try {
      model.addAttribute("outlook", requests.outlook(id, chosen.capability(), targets));
      model.addAttribute("key", UUID.randomUUID());
    } catch (UnusableRequestException unusable) {
      model.addAttribute("unusable", unusable);
    }
  }

  /** Asks; a form that is sent twice asks once. */
  @PostMapping
  String ask(
      @PathVariable UUID id,
      @RequestParam String capability,
      @RequestParam(name = "target", required = false) @Nullable List<String> targets,
      @RequestParam String key,
      @RequestParam(required = false) @Nullable String reason,
      @RequestParam Map<String, String> all,
      Caller caller,
      Actor actor,
      Model model,
      RedirectAttributes back) {
    head.put(model, id, "actions", caller);
    var named = targets(targets, null);
    if (Reason.lacks(reason)) {
      back.addFlashAttribute("fault", "reason.missing");
      return again(id, capability, named);
    }
    try {
      requests.ask(id, key, capability, named, parameters(all), actor, Reason.of(reason));
    } catch (UnusableRequestException unusable) {
      switch (unusable.why()) {
        case KEY_REUSED -> back.addFlashAttribute("fault", "act.fault.KEY_REUSED");
        case MISSING -> back.addFlashAttribute("fault", "act.fault.MISSING");
        // What is wrong with the targets stands beside them.
        default -> {}
      }
      return again(id, capability, named);
    }
    back.addFlashAttribute("done", "act.asked");
    return "redirect:/incidents/" + id + "/actions";
  }

  private static Map<String, String> parameters(Map<String, String> all) {
    return all.entrySet().stream()
        .filter(one -> one.getKey().startsWith(PARAMETER))
        .collect(
            Collectors.toMap(
                one -> one.getKey().substring(PARAMETER.length()), Map.Entry::getValue));
  }

  private static String again(UUID id, String capability, List<String> targets) {
    return "redirect:"
        + UriComponentsBuilder.fromPath("/incidents/{id}/act")
            .queryParam("capability", "{capability}")
            .queryParam("others", "{others}")
            .build(id, capability, String.join("\n", targets));
  }

  private static List<String> targets(@Nullable List<String> named, @Nullable String others) {
    var all = new ArrayList<>(Objects.requireNonNullElse(named, List.<String>of()));
    Stream.of(Objects.requireNonNullElse(others, "").split("\\R")).forEach(all::add);
    return all.stream().map(String::strip).filter(t -> !t.isEmpty()).distinct().toList();
  }

  /** What the incident's alerts name of the kinds, the inventory's names of machines included. */
  private static List<String> seen(Report report, PossibleRequest chosen) {
    var kinds = chosen.targetKinds().stream().map(Enum::name).toList();
    var values =
        report.observables().stream()
            .filter(o -> kinds.contains(o.kind()))
            .map(Report.Observable::value);
    var hosts =
        report.observables().stream()
            .filter(o -> kinds.contains("HOST"))
            .map(Report.Observable::host)
            .filter(Objects::nonNull);
    return Stream.concat(values, hosts).distinct().limit(SUGGESTED).toList();
  }
}
