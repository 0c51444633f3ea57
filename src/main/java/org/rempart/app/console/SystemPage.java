package org.rempart.app.console;

import org.rempart.core.audit.AuditSealer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How the parts are that Rempart works with; asks none of them, as each may be away. */
@Controller
class SystemPage implements Framed {

  private final SystemState system;
  private final AuditSealer sealer;

  SystemPage(SystemState system, AuditSealer sealer) {
    this.system = system;
    this.sealer = sealer;
  }

  @GetMapping("/system")
  String show(Model model) {
    model.addAttribute("parts", system.parts());
    model.addAttribute("alterable", auditIsAlterable());
    model.addAttribute("unsealed", sealer.unsealed());
    return "console/system";
  }

  /** Said in the reader's language, as it asks somebody to do something. */
  private boolean auditIsAlterable() {
    return system.parts().stream()
        .anyMatch(part -> part.name().equals("audit") && part.details().containsKey("warning"));
  }
}
