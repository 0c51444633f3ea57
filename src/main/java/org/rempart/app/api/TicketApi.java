package org.rempart.app.api;

import java.util.UUID;
import org.rempart.app.security.Caller;
import org.rempart.core.incident.IncidentSearch;
import org.rempart.core.response.Tickets;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The tickets of an incident. */
@RestController
class TicketApi {

  private final Tickets tickets;
  private final IncidentSearch incidents;

  TicketApi(Tickets tickets, IncidentSearch incidents) {
    this.tickets = tickets;
    this.incidents = incidents;
  }

  /** One for each product, and whether it was open or closed there when it was last read. */
  @GetMapping("/api/v1/incidents/{id}/tickets")
  Page<Tickets.Ticket> ofIncident(@PathVariable UUID id, Caller caller) {
    incidents.require(id, caller.sites());
    return Page.all(tickets.ofIncident(id));
  }
}
