package org.rempart.app.console;

import org.rempart.app.security.Caller;
import org.rempart.core.alert.intake.RejectedSearch;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What sources sent that could not be used. */
@Controller
class RejectedPage implements Framed {

  private static final int MOST = 100;

  private final RejectedSearch rejected;

  RejectedPage(RejectedSearch rejected) {
    this.rejected = rejected;
  }

  @GetMapping("/rejected")
  String list(Caller caller, Model model) {
    model.addAttribute("rejected", rejected.newest(caller.sites(), MOST));
    return "console/rejected";
  }
}
