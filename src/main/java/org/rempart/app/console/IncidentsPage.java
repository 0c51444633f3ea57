package org.rempart.app.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.incident.IncidentFilter;
import org.rempart.core.incident.IncidentSearch;
import org.rempart.core.incident.IncidentStatus;
import org.rempart.core.incident.IncidentSummary;
import org.rempart.core.incident.IncidentTally;
import org.rempart.core.incident.Phase;
import org.rempart.core.incident.Severity;
import org.rempart.core.playbook.PlaybookLibrary;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of incidents. */
@Controller
class IncidentsPage implements Framed {

  private static final int LENGTH = 50;

  private final IncidentSearch incidents;
  private final IncidentTally tally;
  private final PlaybookLibrary library;

  IncidentsPage(IncidentSearch incidents, IncidentTally tally, PlaybookLibrary library) {
    this.incidents = incidents;
    this.tally = tally;
    this.library = library;
  }

  @GetMapping("/incidents")
  String list(
      @RequestParam(required = false) @Nullable IncidentStatus status,
      @RequestParam(required = false) @Nullable Severity severity,
      @RequestParam(required = false) @Nullable Phase phase,
      @RequestParam(required = false) @Nullable String playbook,
      @RequestParam(required = false) @Nullable String site,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable Long below,
      Caller caller,
      Locale locale,
      Model model) {
    var filter = new IncidentFilter(status, severity, phase, Given.text(playbook), Given.text(q));
    var sites = Given.text(site) == null ? caller.sites() : only(caller, site);
    var found = incidents.list(filter, sites, below, LENGTH + 1);
    var shown = found.size() > LENGTH ? found.subList(0, LENGTH) : found;
    model.addAttribute("incidents", shown);
    model.addAttribute("older", found.size() > LENGTH ? shown.getLast().number() : null);
    model.addAttribute("below", below);
    model.addAttribute("loads", tally.loads(shown.stream().map(IncidentSummary::id).toList()));
    model.addAttribute("filter", filter);
    model.addAttribute("site", Given.text(site));
    model.addAttribute("open", tally.open(caller.sites()));
    choices(model, caller, locale);
    return "console/incidents";
  }

  private void choices(Model model, Caller caller, Locale locale) {
    model.addAttribute("statuses", IncidentStatus.values());
    model.addAttribute("severities", List.of(Severity.values()).reversed());
    model.addAttribute("phases", Phase.values());
    model.addAttribute("playbooks", playbooks(locale));
    model.addAttribute("sites", tally.siteNames(caller.sites()));
  }

  private Map<String, String> playbooks(Locale locale) {
    return library.drawings().stream()
        .filter(PlaybookLibrary.Drawing::playbook)
        .collect(
            Collectors.toMap(
                PlaybookLibrary.Drawing::processId,
                drawing -> library.title(drawing.processId(), locale),
                (one, other) -> one,
                TreeMap::new));
  }

  private static Set<String> only(Caller caller, String site) {
    return caller.sites().contains(site) ? Set.of(site) : Set.of();
  }
}
