package org.rempart.app.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.IncidentSearch;
import org.rempart.core.incident.Marking;
import org.rempart.core.incident.Markings;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How far what is known of an incident may travel. */
@RestController
@RequestMapping("/api/v1/incidents/{id}/marking")
class MarkingApi {

  private final Markings markings;
  private final IncidentSearch incidents;

  MarkingApi(Markings markings, IncidentSearch incidents) {
    this.markings = markings;
    this.incidents = incidents;
  }

  /** TLP and PAP of an incident. */
  @GetMapping
  Marking show(@PathVariable UUID id, Caller caller) {
    incidents.require(id, caller.sites());
    return markings.of(id);
  }

  /** Marks it anew, with a reason; what was sent out before stays sent. */
  @PutMapping
  Marking mark(@PathVariable UUID id, @RequestBody Wanted wanted, Caller caller, Actor actor) {
    incidents.require(id, caller.sites());
    String reason = Texts.required("reason", wanted.reason());
    markings.mark(id, marking(wanted), actor, reason);
    return markings.of(id);
  }

  private static Marking marking(Wanted wanted) {
    String tlp = Texts.required("tlp", wanted.tlp());
    String pap = Texts.required("pap", wanted.pap());
    if (!Marking.TLP.contains(tlp)) {
      throw new BadParameterException("tlp", "must be one of " + String.join(", ", Marking.TLP));
    }
    if (!Marking.PAP.contains(pap)) {
      throw new BadParameterException("pap", "must be one of " + String.join(", ", Marking.PAP));
    }
    return new Marking(tlp, pap);
  }

  /** Both, and why. */
  record Wanted(@Nullable String tlp, @Nullable String pap, @Nullable String reason) {}
}
