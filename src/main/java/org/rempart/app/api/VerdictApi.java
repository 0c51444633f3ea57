package org.rempart.app.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.IncidentLife;
import org.rempart.core.incident.IncidentSearch;
import org.rempart.core.incident.IncidentSummary;
import org.rempart.core.incident.Verdict;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a person decides an incident is. */
@RestController
class VerdictApi {

  private final IncidentSearch incidents;
  private final IncidentLife life;

  VerdictApi(IncidentSearch incidents, IncidentLife life) {
    this.incidents = incidents;
    this.life = life;
  }

  /** Sets the verdict; FALSE_POSITIVE and BENIGN undo what the incident did. */
  @PostMapping("/api/v1/incidents/{id}/verdict")
  IncidentSummary decide(
      @PathVariable UUID id, @RequestBody Decision decision, Caller caller, Actor actor) {
    incidents.require(id, caller.sites());
    if (decision.verdict() == null) {
      throw new BadParameterException(
          "verdict", "must be one of TRUE_POSITIVE, BENIGN, FALSE_POSITIVE");
    }
    life.decide(id, decision.verdict(), actor, Texts.required("reason", decision.reason()));
    return incidents.require(id, caller.sites());
  }

  /** The verdict and why. */
  record Decision(@Nullable Verdict verdict, @Nullable String reason) {}
}
