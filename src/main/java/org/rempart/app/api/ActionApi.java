package org.rempart.app.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.incident.IncidentSearch;
import org.rempart.core.response.ActionSearch;
import org.rempart.core.response.ActionSummary;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
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

  /** The actions of an incident as they were planned, each with its newest proof. */
  @GetMapping("/api/v1/incidents/{id}/actions")
  Page<ActionSummary> ofIncident(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "200") int limit,
      Caller caller) {
    incidents.require(id, caller.sites());
    var most = Page.checked(limit);
    var passed = Page.offsetOf(cursor);
    return Page.of(actions.ofIncident(id, passed, most + 1), most, last -> passed + most);
  }
}
