package org.rempart.app.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.app.security.Role;
import org.rempart.core.audit.Actor;
import org.rempart.core.guardrail.Policies;
import org.rempart.core.guardrail.PolicyFaultsException;
import org.rempart.core.guardrail.PolicyNotTriedException;
import org.rempart.core.guardrail.PolicyTrials;
import org.rempart.core.guardrail.UnknownPolicyException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * One version of the guardrails' table: its rows, its trial on past actions, its way into force.
 */
@Controller
@RequestMapping("/guardrails/policies")
class PolicyPages implements Framed {

  private final Policies policies;
  private final PolicyTrials trials;

  PolicyPages(Policies policies, PolicyTrials trials) {
    this.policies = policies;
    this.trials = trials;
  }

  @GetMapping("/{version}")
  String show(@PathVariable int version, Caller caller, Model model) {
    model.addAttribute("manager", caller.role() == Role.MANAGER);
    model.addAttribute("version", policies.version(version));
    model.addAttribute("policy", PolicyRow.of(policies.table(version)));
    return "console/policy";
  }

  /** The file that Camunda Modeler opens. */
  @GetMapping("/{version}/dmn")
  ResponseEntity<String> dmn(@PathVariable int version) {
    var name = ContentDisposition.attachment().filename("guardrails-" + version + ".dmn").build();
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
        .contentType(new MediaType("application", "xml", StandardCharsets.UTF_8))
        .body(policies.dmn(version));
  }

  @PostMapping
  String draft(
      @RequestParam MultipartFile file,
      @RequestParam(defaultValue = "") String note,
      Actor actor,
      RedirectAttributes back)
      throws IOException {
    try {
      var dmn = new String(file.getBytes(), StandardCharsets.UTF_8);
      int version = policies.draft(dmn, Reason.of(note), actor);
      back.addFlashAttribute("done", "policy.drafted");
      return "redirect:/guardrails/policies/" + version;
    } catch (PolicyFaultsException faults) {
      back.addFlashAttribute("policyFaults", faults.faults());
      return "redirect:/guardrails";
    }
  }

  @PostMapping("/{version}/trial")
  String tryOut(
      @PathVariable int version,
      @RequestParam(defaultValue = "90") int days,
      Caller caller,
      Model model) {
    int past = Math.clamp(days, 1, 3650);
    model.addAttribute("trial", trials.run(version, Instant.now().minus(Duration.ofDays(past))));
    model.addAttribute("days", past);
    return show(version, caller, model);
  }

  @PostMapping("/{version}/publish")
  String publish(
      @PathVariable int version,
      @RequestParam(required = false) @Nullable String reason,
      Actor actor,
      RedirectAttributes back) {
    if (Reason.lacks(reason)) {
      back.addFlashAttribute("fault", "reason.missing");
      return "redirect:/guardrails/policies/" + version;
    }
    try {
      policies.publish(version, Reason.of(reason), actor);
      back.addFlashAttribute("done", "policy.published.done");
      return "redirect:/guardrails";
    } catch (PolicyNotTriedException untried) {
      back.addFlashAttribute("fault", "policy.untried");
      return "redirect:/guardrails/policies/" + version;
    }
  }

  @ExceptionHandler(UnknownPolicyException.class)
  void unknown() {
    throw new NothingHere();
  }
}
