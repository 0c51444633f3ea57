package org.rempart.app.console;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.app.security.Role;
import org.rempart.core.audit.Actor;
import org.rempart.core.guardrail.Budgets;
import org.rempart.core.guardrail.Policies;
import org.rempart.core.guardrail.PolicyVersion;
import org.rempart.core.guardrail.ProtectedTarget;
import org.rempart.core.guardrail.ProtectedTargets;
import org.rempart.core.guardrail.Protection;
import org.rempart.core.guardrail.Switches;
import org.rempart.core.playbook.PlaybookLibrary;
import org.rempart.core.response.ConnectorRegistry;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What holds actions back: switches, policy, protected targets, budgets. */
@Controller
@RequestMapping("/guardrails")
class GuardrailPages implements Framed {

  private static final String BACK = "redirect:/guardrails";

  private final Switches switches;
  private final Policies policies;
  private final ProtectedTargets targets;
  private final Budgets budgets;
  private final ConnectorRegistry connectors;
  private final PlaybookLibrary library;

  GuardrailPages(
      Switches switches,
      Policies policies,
      ProtectedTargets targets,
      Budgets budgets,
      ConnectorRegistry connectors,
      PlaybookLibrary library) {
    this.switches = switches;
    this.policies = policies;
    this.targets = targets;
    this.budgets = budgets;
    this.connectors = connectors;
    this.library = library;
  }

  @GetMapping
  String show(Caller caller, Model model) {
    var versions = policies.versions();
    model.addAttribute("manager", caller.role() == Role.MANAGER);
    model.addAttribute("on", switches.on());
    model.addAttribute(
        "connectors", connectors.all().stream().map(c -> c.connector().id()).toList());
    model.addAttribute(
        "playbooks",
        library.drawings().stream()
            .filter(PlaybookLibrary.Drawing::playbook)
            .map(PlaybookLibrary.Drawing::processId)
            .toList());
    model.addAttribute("versions", versions);
    versions.stream()
        .filter(v -> v.state() == PolicyVersion.State.PUBLISHED)
        .findFirst()
        .ifPresent(v -> model.addAttribute("policy", PolicyRow.of(policies.table(v.version()))));
    model.addAttribute("protectedTargets", targets.list(caller.sites()));
    model.addAttribute("protections", Protection.values());
    model.addAttribute("kinds", ProtectedTarget.Kind.values());
    model.addAttribute("budgets", budgets.thisHour(caller.sites()));
    return "console/guardrails";
  }

  /** Turns a switch; {@code scope} is {@code ALL}, or a scope, a colon and an id. */
  @PostMapping("/switches")
  String turn(
      @RequestParam Switches.Name name,
      @RequestParam String scope,
      @RequestParam boolean enabled,
      @RequestParam(required = false) @Nullable String reason,
      Caller caller,
      Actor actor,
      RedirectAttributes back) {
    caller.mustBeAllowedToTurn(name, enabled);
    if (Reason.lacks(reason)) {
      back.addFlashAttribute("fault", "reason.missing");
      return BACK;
    }
    var parts = scope.split(":", 2);
    try {
      switches.turn(
          name,
          Switches.Scope.valueOf(parts[0]),
          parts.length < 2 ? "" : parts[1],
          enabled,
          Reason.of(reason),
          actor);
      back.addFlashAttribute("done", enabled ? "switch.on.done" : "switch.off.done");
    } catch (IllegalArgumentException none) {
      back.addFlashAttribute("fault", "switch.none");
    }
    return BACK;
  }

  @PostMapping("/protected")
  String protect(
      @RequestParam ProtectedTarget.Kind kind,
      @RequestParam(defaultValue = "") String value,
      @RequestParam Protection category,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(required = false) @Nullable String reason,
      Caller caller,
      Actor actor,
      RedirectAttributes back) {
    if (Reason.lacks(reason) || value.isBlank()) {
      back.addFlashAttribute("fault", value.isBlank() ? "protected.empty" : "reason.missing");
      return BACK;
    }
    if (!site.isEmpty() && !caller.sites().contains(site)) {
      throw new NothingHere();
    }
    try {
      String where = site.isEmpty() ? null : site;
      targets.add(where, kind, value, category, Reason.of(reason), actor);
      back.addFlashAttribute("done", "protected.added");
    } catch (IllegalArgumentException unfit) {
      back.addFlashAttribute("fault", "protected.unfit");
    }
    return BACK;
  }

  @PostMapping("/protected/{id}/remove")
  String remove(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String reason,
      Caller caller,
      Actor actor,
      RedirectAttributes back) {
    if (Reason.lacks(reason)) {
      back.addFlashAttribute("fault", "reason.missing");
      return BACK;
    }
    targets.remove(id, caller.sites(), Reason.of(reason), actor);
    back.addFlashAttribute("done", "protected.removed");
    return BACK;
  }
}
