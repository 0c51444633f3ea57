package org.rempart.app.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.alert.AlertSearch;
import org.rempart.core.incident.IncidentSearch;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The alerts of an incident, and what was sent. */
@RestController
@RequestMapping("/api/v1/incidents/{id}/alerts")
class AlertApi {

  private final AlertSearch alerts;
  private final IncidentSearch incidents;

  AlertApi(AlertSearch alerts, IncidentSearch incidents) {
    this.alerts = alerts;
    this.incidents = incidents;
  }

  /** Alerts, the newest first. */
  @GetMapping
  Page<AlertSearch.Sighting> list(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit,
      Caller caller) {
    var most = Page.checked(limit);
    incidents.require(id, caller.sites());
    var found = alerts.ofIncident(id, place(cursor), most + 1);
    return Page.of(found, most, last -> last.receivedAt() + "~" + last.id());
  }

  /** What the source sent, as it came. Text, whatever it claims to be: nobody's browser runs it. */
  @GetMapping("/{alertId}/raw")
  ResponseEntity<String> raw(@PathVariable UUID id, @PathVariable UUID alertId, Caller caller) {
    incidents.require(id, caller.sites());
    return alerts
        .raw(id, alertId)
        .map(text -> ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(text))
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "This incident has no alert " + alertId + "."));
  }

  private static AlertSearch.@Nullable Place place(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    var parts = cursor.split("~", 2);
    try {
      return new AlertSearch.Place(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException wrong) {
      throw Page.badCursor();
    }
  }
}
