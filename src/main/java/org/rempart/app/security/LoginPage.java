package org.rempart.app.security;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page with the login form. */
@Controller
class LoginPage {

  @GetMapping("/login")
  String show(
      @RequestParam(required = false) @Nullable String failed,
      @RequestParam(required = false) @Nullable String bye,
      @RequestParam(required = false) @Nullable Integer wait,
      Model model) {
    model.addAttribute("failed", failed != null);
    model.addAttribute("bye", bye != null);
    model.addAttribute("wait", wait);
    return "login";
  }
}
