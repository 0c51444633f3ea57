package org.rempart.app.console;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.ActionSearch;
import org.rempart.core.response.ActionSummary;
import org.rempart.core.response.NotReversibleException;
import org.rempart.core.response.Responses;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Undoing one action: says what will happen, asks why, does it. */
@Controller
@RequestMapping("/actions/{id}")
class ActionPages implements Framed {

  private final ActionSearch actions;
  private final Responses responses;
  private final IncidentHead head;

  ActionPages(ActionSearch actions, Responses responses, IncidentHead head) {
    this.actions = actions;
    this.responses = responses;
    this.head = head;
  }

  @GetMapping("/revert")
  String ask(@PathVariable UUID id, Caller caller, Model model) {
    var action = require(id, caller);
    head.put(model, action.incidentId(), "actions", caller);
    model.addAttribute("action", new ShownAction(action));
    return "console/revert-action";
  }

  @PostMapping("/revert")
  String revert(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String reason,
      Caller caller,
      Actor actor,
      RedirectAttributes back) {
    var action = require(id, caller);
    if (Reason.lacks(reason)) {
      back.addFlashAttribute("fault", "reason.missing");
      return "redirect:/actions/" + id + "/revert";
    }
    try {
      responses.revertAction(id, actor, Reason.of(reason));
      back.addFlashAttribute("done", "revert.begun");
    } catch (NotReversibleException nothing) {
      back.addFlashAttribute("fault", "revert.nothing");
    }
    return "redirect:/incidents/" + action.incidentId() + "/actions";
  }

  private ActionSummary require(UUID id, Caller caller) {
    return actions.find(id, caller.sites()).orElseThrow(NothingHere::new);
  }
}
