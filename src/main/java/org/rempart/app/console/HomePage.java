package org.rempart.app.console;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The way in. */
@Controller
class HomePage {

  @GetMapping("/")
  String show() {
    return "redirect:/incidents?status=OPEN";
  }
}
