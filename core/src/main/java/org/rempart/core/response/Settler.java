package org.rempart.core.response;

import java.util.Map;
import org.rempart.core.incident.Outbox;
import org.rempart.core.incident.OutboxTopic;
import org.rempart.core.incident.Timeline;
import org.rempart.core.response.ResponseJournal.Opened;
import org.rempart.core.response.ResponseJournal.Standing;
import org.rempart.core.response.Responses.Result;
import org.springframework.stereotype.Component;

/** Says how a response stands. Runs in the caller's transaction. */
@Component
class Settler {

  private final ResponseJournal journal;
  private final Timeline timeline;
  private final Outbox outbox;
  private final Approvals approvals;
  private final Sentences sentences;

  Settler(
      ResponseJournal journal,
      Timeline timeline,
      Outbox outbox,
      Approvals approvals,
      Sentences sentences) {
    this.journal = journal;
    this.timeline = timeline;
    this.outbox = outbox;
    this.approvals = approvals;
    this.sentences = sentences;
  }

  /** Sums a response up by its actions, and tells whoever waits for it. */
  Result settle(Opened response) {
    return settled(response, journal.settle(response.id()));
  }

  /** The same for a response that is summed up already. */
  Result settled(Opened response, Standing standing) {
    if (standing.awaited()) {
      outbox.put(
          OutboxTopic.ACTION_SETTLED,
          response.id().toString(),
          Map.of("outcome", standing.outcome().name()));
    }
    return result(response, standing);
  }

  Result result(Opened response, Standing standing) {
    String detail =
        standing.outcome() == Responses.Outcome.ASK
            ? approvals
                .latest(response.incidentId(), response.id())
                .map(a -> approvals.reason(a.rules()))
                .orElse("")
            : standing.detail();
    String message =
        sentences.say(
            "outcome." + standing.outcome(),
            Map.of(
                "capability", response.capability(),
                "targets", standing.targets(),
                "detail", detail));
    return new Result(
        response.id(), standing.outcome(), standing.targets(), message, standing.groups());
  }

  void tellUnserved(Opened response, String message) {
    timeline.append(
        response.incidentId(),
        "response.unserved",
        response.actor(),
        Map.of("capability", response.capability().id(), "message", message));
  }

  /** A step that did nothing must not look like one that did. */
  void tellNoTarget(Opened response) {
    timeline.append(
        response.incidentId(),
        "response.no-target",
        response.actor(),
        Map.of("capability", response.capability().id(), "targets", response.targetSet().name()));
  }
}
