package org.rempart.app.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.rempart.app.live.LiveStreams;
import org.rempart.app.security.Caller;
import org.rempart.core.guardrail.Switches;
import org.rempart.core.playbook.PlaybookLibrary;
import org.rempart.core.response.Sentences;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
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
  private final Switches switches;
  private final Sentences sentences;

  Frame(
      ConsoleSettings settings,
      MessageSource messages,
      PlaybookLibrary library,
      SystemState system,
      LiveStreams live,
      Switches switches,
      Sentences sentences) {
    this.settings = settings;
    this.messages = messages;
    this.library = library;
    this.system = system;
    this.live = live;
    this.switches = switches;
    this.sentences = sentences;
  }

  @ModelAttribute
  void fill(Model model, Caller caller, Locale locale, HttpServletRequest request) {
    // Taken before the page reads anything, so that it hears of whatever changes from here on.
    model.addAttribute("live", live.mark());
    model.addAttribute("caller", caller);
    model.addAttribute("here", Here.of(request));
    model.addAttribute("away", system.away());
    model.addAttribute("switchesOn", switchesOn());
    model.addAttribute("say", new Say(locale, settings.zone(), messages, library, sentences));
  }

  /** What stops or rehearses everything must be seen on every page; pages work without it. */
  private List<Switches.Switch> switchesOn() {
    try {
      return switches.on();
    } catch (DataAccessException | CannotCreateTransactionException away) {
      return List.of();
    }
  }
}
