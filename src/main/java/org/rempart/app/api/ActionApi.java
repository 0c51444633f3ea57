package org.rempart.app.api;

import java.util.UUID;
import org.rempart.app.security.Caller;
import org.rempart.core.incident.IncidentSearch;
import org.rempart.core.response.ActionSearch;
import org.rempart.core.response.ActionSummary;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What was done to products. */
@RestController
class ActionApi {

  private final ActionSearch actions;
  private final IncidentSearch incidents;

  ActionApi(ActionSearch actions, IncidentSearch incidents) {
    this.actions = actions;
    this.incidents = incidents;
  }

  /** The actions of an incident, each with its newest proof. */
  @GetMapping("/api/v1/incidents/{id}/actions")
  Page<ActionSummary> ofIncident(@PathVariable UUID id, Caller caller) {
    incidents.require(id, caller.sites());
    return Page.all(actions.ofIncident(id));
  }
}
