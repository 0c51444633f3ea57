package org.rempart.app.console;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.Marking;
import org.rempart.core.incident.Markings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How far an incident may travel, marked anew with a reason. */
@Controller
@RequestMapping("/incidents/{id}/marking")
class MarkingPages implements Framed {

  private final IncidentHead head;
  private final Markings markings;

  MarkingPages(IncidentHead head, Markings markings) {
    this.head = head;
    this.markings = markings;
  }

  @GetMapping
  String ask(@PathVariable UUID id, Caller caller, Model model) {
    head.put(model, id, "overview", caller);
    model.addAttribute("tlps", Marking.TLP);
    model.addAttribute("paps", Marking.PAP);
    return "console/marking";
  }

  @PostMapping
  String mark(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String tlp,
      @RequestParam(required = false) @Nullable String pap,
      @RequestParam(required = false) @Nullable String reason,
      Caller caller,
      Actor actor,
      RedirectAttributes back) {
    head.require(id, caller);
    var page = "redirect:/incidents/" + id;
    if (tlp == null || pap == null || !Marking.TLP.contains(tlp) || !Marking.PAP.contains(pap)) {
      back.addFlashAttribute("fault", "marking.missing");
      return page + "/marking";
    }
    if (Reason.lacks(reason)) {
      back.addFlashAttribute("fault", "reason.missing");
      return page + "/marking";
    }
    markings.mark(id, new Marking(tlp, pap), actor, Reason.of(reason));
    back.addFlashAttribute("done", "marking.done");
    return page;
  }
}
