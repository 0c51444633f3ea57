package org.rempart.core.response;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.rempart.core.audit.Actor;
import org.rempart.core.guardrail.Guardrails;
import org.rempart.core.incident.Outbox;
import org.rempart.core.incident.OutboxTopic;
import org.rempart.core.incident.Timeline;
import org.springframework.stereotype.Component;

/**
 * Says aloud that a guardrail has stepped in for the whole house. Runs in the caller's transaction.
 */
@Component
class Alarms {

  private final Timeline timeline;
  private final Outbox outbox;
  private final MeterRegistry meters;

  Alarms(Timeline timeline, Outbox outbox, MeterRegistry meters) {
    this.timeline = timeline;
    this.outbox = outbox;
    this.meters = meters;
  }

  /**
   * The hour's budget of a capability is used up at a site. The managers' mail follows with the
   * question that is put to them.
   */
  void budgetReached(ResponseJournal.Opened response, IncidentFacts incident) {
    String capability = response.capability().id();
    Map<String, Object> what = Map.of("capability", capability, "site", incident.siteId());
    timeline.append(incident.id(), "guardrail.budget-reached", Actor.system("guardrails"), what);
    outbox.put(
        OutboxTopic.EVENT,
        incident.id().toString(),
        Map.of(
            "type",
            "guardrail.budget-reached",
            "capability",
            capability,
            "site",
            incident.siteId()));
    meters
        .counter("rempart.guardrail.alarms", "rule", Guardrails.BUDGET, "capability", capability)
        .increment();
  }
}
