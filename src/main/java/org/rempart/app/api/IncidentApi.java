package org.rempart.app.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.incident.IncidentFilter;
import org.rempart.core.incident.IncidentSearch;
import org.rempart.core.incident.IncidentStatus;
import org.rempart.core.incident.IncidentSummary;
import org.rempart.core.incident.Phase;
import org.rempart.core.incident.Severity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Incidents, to list and to look at. */
@RestController
@RequestMapping("/api/v1/incidents")
class IncidentApi {

  private final IncidentSearch incidents;

  IncidentApi(IncidentSearch incidents) {
    this.incidents = incidents;
  }

  /** Incidents, the newest first. */
  @GetMapping
  Page<IncidentSummary> list(
      @RequestParam(required = false) @Nullable IncidentStatus status,
      @RequestParam(required = false) @Nullable Severity severity,
      @RequestParam(required = false) @Nullable Phase phase,
      @RequestParam(required = false) @Nullable String playbook,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit,
      Caller caller) {
    var most = Page.checked(limit);
    var filter = new IncidentFilter(status, severity, phase, playbook, q);
    var found = incidents.list(filter, caller.sites(), Page.numberOf(cursor), most + 1);
    return Page.of(found, most, IncidentSummary::number);
  }

  /** One incident. */
  @GetMapping("/{id}")
  IncidentSummary show(@PathVariable UUID id, Caller caller) {
    return incidents.require(id, caller.sites());
  }
}
