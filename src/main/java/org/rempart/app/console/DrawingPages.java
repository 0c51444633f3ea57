package org.rempart.app.console;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.engine.ElementState;
import org.rempart.core.engine.ElementStates;
import org.rempart.core.playbook.PlaybookLibrary;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The drawings that an incident runs, with where it stands now. */
@Controller
@RequestMapping("/incidents/{id}/drawing")
class DrawingPages implements Framed {

  private static final String LIFE = "incident-v1";
  private static final String RESPONSE = "respond-v1";

  private final IncidentHead head;
  private final ElementStates states;
  private final PlaybookLibrary library;

  DrawingPages(IncidentHead head, ElementStates states, PlaybookLibrary library) {
    this.head = head;
    this.states = states;
    this.library = library;
  }

  @GetMapping
  String show(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String process,
      @RequestParam(required = false) @Nullable Long run,
      Caller caller,
      Locale locale,
      Model model) {
    var incident = head.put(model, id, "drawing", caller);
    var told = states.of(id, caller.sites());
    var shown = Objects.requireNonNullElse(process, incident.playbook());
    var runs = Standing.runs(told, shown);
    var one = run == null ? Standing.newest(runs) : run;
    model.addAttribute("processes", processes(incident.playbook(), told));
    model.addAttribute("process", drawing(shown).processId());
    model.addAttribute("runs", runs);
    model.addAttribute("run", one);
    model.addAttribute("told", !told.isEmpty());
    model.addAttribute("active", active(told, locale));
    return "console/drawing";
  }

  /** The drawing itself. */
  @GetMapping(path = "/{process}.bpmn", produces = MediaType.APPLICATION_XML_VALUE)
  @ResponseBody
  String bpmn(@PathVariable UUID id, @PathVariable String process) {
    return drawing(process).bpmn();
  }

  /** What its elements are called, and where the process stands. */
  @GetMapping(path = "/{process}.json", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  Live live(
      @PathVariable UUID id,
      @PathVariable String process,
      @RequestParam(required = false) @Nullable Long run,
      Caller caller,
      Locale locale) {
    return new Live(
        names(drawing(process), locale), Standing.of(states.of(id, caller.sites()), process, run));
  }

  private List<String> processes(String playbook, List<ElementState> told) {
    var all = new LinkedHashSet<>(List.of(LIFE, playbook));
    told.forEach(state -> all.add(state.processId()));
    all.add(RESPONSE);
    return all.stream().filter(process -> library.drawing(process).isPresent()).toList();
  }

  private List<String> active(List<ElementState> told, Locale locale) {
    return told.stream()
        .filter(Standing::isStep)
        .map(
            state ->
                library.title(state.processId(), locale)
                    + " › "
                    + library.elementName(state.processId(), state.elementId(), locale))
        .distinct()
        .toList();
  }

  private Map<String, String> names(PlaybookLibrary.Drawing drawing, Locale locale) {
    var names = new TreeMap<String, String>();
    for (var element : DrawnElements.of(drawing.bpmn())) {
      var name = library.elementName(drawing.processId(), element, locale);
      if (!name.equals(element)) {
        names.put(element, name);
      }
    }
    return names;
  }

  private PlaybookLibrary.Drawing drawing(String process) {
    return library.drawing(process).orElseThrow(NothingHere::new);
  }

  /** What the browser puts on the drawing: names by element, and states by element. */
  record Live(Map<String, String> names, Map<String, ElementState.State> states) {}
}
