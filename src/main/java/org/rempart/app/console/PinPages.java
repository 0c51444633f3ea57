package org.rempart.app.console;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Contained;
import org.rempart.core.response.PinConflictException;
import org.rempart.core.response.Pins;
import org.rempart.core.response.Register;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A person's hold on a containment, given and taken back with a reason. */
@Controller
@RequestMapping("/register/{id}/pin")
class PinPages implements Framed {

  private static final String BACK = "redirect:/register";

  private final Register register;
  private final Pins pins;

  PinPages(Register register, Pins pins) {
    this.register = register;
    this.pins = pins;
  }

  @GetMapping
  String ask(@PathVariable UUID id, Caller caller, Model model) {
    model.addAttribute("containment", require(id, caller));
    return "console/pin-containment";
  }

  /** Holds what is not held, and lets go of what is, as the page said. */
  @PostMapping
  String turn(
      @PathVariable UUID id,
      @RequestParam boolean hold,
      @RequestParam(required = false) @Nullable String reason,
      Caller caller,
      Actor actor,
      RedirectAttributes back) {
    require(id, caller);
    if (Reason.lacks(reason)) {
      back.addFlashAttribute("fault", "reason.missing");
      return BACK + "/" + id + "/pin";
    }
    try {
      if (hold) {
        pins.pin(id, actor, Reason.of(reason));
      } else {
        pins.unpin(id, actor, Reason.of(reason));
      }
      back.addFlashAttribute("done", hold ? "pin.done" : "pin.undone");
    } catch (PinConflictException quicker) {
      back.addFlashAttribute("fault", "pin.conflict");
    }
    return BACK;
  }

  private Contained require(UUID id, Caller caller) {
    return register.find(id, caller.sites()).orElseThrow(NothingHere::new);
  }
}
