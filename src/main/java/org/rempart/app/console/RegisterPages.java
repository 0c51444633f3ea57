package org.rempart.app.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.report.RegisterDownload;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Contained;
import org.rempart.core.response.Drift;
import org.rempart.core.response.Extensions;
import org.rempart.core.response.NotExtensibleException;
import org.rempart.core.response.NotReversibleException;
import org.rempart.core.response.Reconciliation;
import org.rempart.core.response.Register;
import org.rempart.core.response.RegisterFilter;
import org.rempart.core.response.Responses;
import org.rempart.core.response.Waits;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The register: everything that is contained right now. */
@Controller
@RequestMapping("/register")
class RegisterPages implements Framed {

  private static final String BACK = "redirect:/register";

  /** By how much a person may put an end off at once, ISO 8601. */
  private static final List<String> TIMES = List.of("PT1H", "PT4H", "P1D", "P7D", "P30D");

  private static final int LENGTH = 50;

  /** A product may hold thousands of other people's entries. */
  private static final int DRIFT_SHOWN = 100;

  private final Register register;
  private final Responses responses;
  private final Extensions extensions;
  private final Reconciliation reconciliation;
  private final RegisterDownload download;
  private final Waits waits;

  RegisterPages(
      Register register,
      Responses responses,
      Extensions extensions,
      Reconciliation reconciliation,
      RegisterDownload download,
      Waits waits) {
    this.waits = waits;
    this.download = download;
    this.reconciliation = reconciliation;
    this.extensions = extensions;
    this.register = register;
    this.responses = responses;
  }

  /** {@code q}, {@code connector}: as {@link RegisterFilter}; {@code below}: goes on after it. */
  @GetMapping
  String list(
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String connector,
      @RequestParam(required = false) @Nullable UUID below,
      Caller caller,
      Model model) {
    var filter = new RegisterFilter(Given.text(q), Given.text(connector));
    var found = register.list(filter, caller.sites(), below, LENGTH + 1);
    var shown = found.size() > LENGTH ? found.subList(0, LENGTH) : found;
    model.addAttribute("containments", shown);
    model.addAttribute("older", found.size() > LENGTH ? shown.getLast().id() : null);
    model.addAttribute("below", below);
    model.addAttribute("filter", filter);
    model.addAttribute("count", register.count(filter, caller.sites()));
    model.addAttribute("connectors", register.connectors(caller.sites()));
    model.addAttribute("waits", waits.at(caller.sites()));
    List<Drift> drift = reconciliation.drift(caller.sites());
    model.addAttribute("drift", drift.stream().limit(DRIFT_SHOWN).toList());
    model.addAttribute("driftMore", Math.max(0, drift.size() - DRIFT_SHOWN));
    return "console/register";
  }

  /** The register as a file, by the name of its format. */
  @GetMapping("/export/{format}")
  void export(@PathVariable String format, Caller caller, HttpServletResponse response)
      throws IOException {
    if (!download.send(format, caller, response)) {
      throw new NothingHere();
    }
  }

  /** Compares with every product now. */
  @PostMapping("/reconcile")
  String reconcile(RedirectAttributes back) {
    reconciliation.reconcile();
    back.addFlashAttribute("done", "drift.done");
    return BACK;
  }

  /** Reads the product again. */
  @PostMapping("/{id}/read")
  String read(@PathVariable UUID id, Caller caller, RedirectAttributes back) {
    register.reread(require(id, caller).id());
    back.addFlashAttribute("done", "register.read.done");
    return BACK;
  }

  @GetMapping("/{id}/revert")
  String ask(@PathVariable UUID id, Caller caller, Model model) {
    model.addAttribute("containment", require(id, caller));
    return "console/revert-containment";
  }

  /** Takes every incident's claim from it, the newest first; the last one gone undoes it. */
  @PostMapping("/{id}/revert")
  String revert(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String reason,
      Caller caller,
      Actor actor,
      RedirectAttributes back) {
    if (Reason.lacks(reason)) {
      back.addFlashAttribute("fault", "reason.missing");
      return BACK + "/" + id + "/revert";
    }
    for (var holder : require(id, caller).claims().reversed()) {
      try {
        responses.revertAction(holder.actionId(), actor, Reason.of(reason));
      } catch (NotReversibleException released) {
        // Somebody else let go of it meanwhile: that is what was asked for.
        continue;
      }
    }
    back.addFlashAttribute("done", "revert.begun");
    return BACK;
  }

  @GetMapping("/{id}/extend")
  String askLonger(@PathVariable UUID id, Caller caller, Model model) {
    model.addAttribute("containment", require(id, caller));
    model.addAttribute("times", TIMES);
    return "console/extend-containment";
  }

  /** Puts the end off by one of the times that the page offers. */
  @PostMapping("/{id}/extend")
  String extend(
      @PathVariable UUID id,
      @RequestParam String by,
      @RequestParam(required = false) @Nullable String reason,
      Caller caller,
      Actor actor,
      RedirectAttributes back) {
    require(id, caller);
    if (Reason.lacks(reason) || !TIMES.contains(by)) {
      back.addFlashAttribute("fault", "reason.missing");
      return BACK + "/" + id + "/extend";
    }
    try {
      extensions.by(id, Duration.parse(by), actor, Reason.of(reason));
      back.addFlashAttribute("done", "extend.done");
    } catch (NotExtensibleException refused) {
      back.addFlashAttribute("fault", "extend.refused");
    }
    return BACK;
  }

  private Contained require(UUID id, Caller caller) {
    return register.find(id, caller.sites()).orElseThrow(NothingHere::new);
  }
}
