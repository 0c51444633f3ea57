package org.rempart.app.console;

import org.rempart.core.audit.AuditSearch;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How the parts are that Rempart works with. */
@Controller
class SystemPage implements Framed {

  private final SystemState system;
  private final AuditSearch audit;

  SystemPage(SystemState system, AuditSearch audit) {
    this.system = system;
    this.audit = audit;
  }

  @GetMapping("/system")
  String show(Model model) {
    model.addAttribute("parts", system.parts());
    model.addAttribute("unsealed", audit.unsealed());
    return "console/system";
  }
}
