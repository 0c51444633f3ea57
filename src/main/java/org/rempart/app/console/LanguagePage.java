package org.rempart.app.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Takes the choice of a language and goes back to where it was made. */
@Controller
class LanguagePage {

  private final ConsoleLanguage language;

  LanguagePage(ConsoleLanguage language) {
    this.language = language;
  }

  @PostMapping("/language")
  String choose(
      @RequestParam String to,
      @RequestParam(defaultValue = "/") String back,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (ConsoleLanguage.speaks(to)) {
      language.setLocale(request, response, Locale.of(to));
    }
    return "redirect:" + (Here.isOurs(back) ? back : "/");
  }
}
