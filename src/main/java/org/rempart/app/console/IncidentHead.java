package org.rempart.app.console;

import java.util.List;
import java.util.UUID;
import org.rempart.app.security.Caller;
import org.rempart.core.incident.IncidentSearch;
import org.rempart.core.incident.IncidentSummary;
import org.rempart.core.incident.IncidentTally;
import org.rempart.core.incident.Markings;
import org.rempart.core.incident.Phase;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What stands above every page of one incident, always in the same place. */
@Component
class IncidentHead {

  private final IncidentSearch incidents;
  private final IncidentTally tally;
  private final Markings markings;

  IncidentHead(IncidentSearch incidents, IncidentTally tally, Markings markings) {
    this.incidents = incidents;
    this.tally = tally;
    this.markings = markings;
  }

  /** The incident, if the caller may see it. */
  IncidentSummary require(UUID id, Caller caller) {
    return incidents.require(id, caller.sites());
  }

  /**
   * Puts it in place.
   *
   * @param tab which page of the incident this is
   */
  IncidentSummary put(Model model, UUID id, String tab, Caller caller) {
    var incident = require(id, caller);
    model.addAttribute("incident", incident);
    model.addAttribute("load", tally.loads(List.of(id)).get(id));
    model.addAttribute("phases", Phase.values());
    model.addAttribute("siteNames", tally.siteNames(caller.sites()));
    model.addAttribute("marking", markings.of(id));
    model.addAttribute("tab", tab);
    return incident;
  }
}
