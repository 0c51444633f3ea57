package org.rempart.app.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.rempart.app.live.LiveStreams;
import org.rempart.app.security.Caller;
import org.rempart.core.playbook.PlaybookLibrary;
import org.springframework.context.MessageSource;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page of the console shows around its content. */
@ControllerAdvice(assignableTypes = Framed.class)
class Frame {

  private final ConsoleSettings settings;
  private final MessageSource messages;
  private final PlaybookLibrary library;
  private final SystemState system;
  private final LiveStreams live;

  Frame(
      ConsoleSettings settings,
      MessageSource messages,
      PlaybookLibrary library,
      SystemState system,
      LiveStreams live) {
    this.settings = settings;
    this.messages = messages;
    this.library = library;
    this.system = system;
    this.live = live;
  }

  @ModelAttribute
  void fill(Model model, Caller caller, Locale locale, HttpServletRequest request) {
    // Taken before the page reads anything, so that it hears of whatever changes from here on.
    model.addAttribute("live", live.mark());
    model.addAttribute("caller", caller);
    model.addAttribute("here", Here.of(request));
    model.addAttribute("away", system.away());
    model.addAttribute("say", new Say(locale, settings.zone(), messages, library));
  }
}
