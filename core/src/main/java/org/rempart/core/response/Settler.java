package org.rempart.core.response;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.Writes;
import org.rempart.core.incident.Outbox;
import org.rempart.core.incident.OutboxTopic;
import org.rempart.core.incident.Timeline;
import org.rempart.core.response.ResponseJournal.Opened;
import org.rempart.core.response.ResponseJournal.Standing;
import org.rempart.core.response.Responses.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Stores what calls came to, and says how a response stands. Runs in the caller's transaction. */
@Component
class Settler {

  private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

  private final ResponseJournal journal;
  private final ActionJournal actions;
  private final Claims claims;
  private final Releases releases;
  private final Chronicle chronicle;
  private final Timeline timeline;
  private final Outbox outbox;
  private final Approvals approvals;
  private final Sentences sentences;
  private final ResponseSettings settings;
  private final MeterRegistry meters;

  Settler(
      ResponseJournal journal,
      ActionJournal actions,
      Claims claims,
      Releases releases,
      Chronicle chronicle,
      Timeline timeline,
      Outbox outbox,
      Approvals approvals,
      Sentences sentences,
      ResponseSettings settings,
      MeterRegistry meters) {
    this.journal = journal;
    this.actions = actions;
    this.claims = claims;
    this.releases = releases;
    this.chronicle = chronicle;
    this.timeline = timeline;
    this.outbox = outbox;
    this.approvals = approvals;
    this.sentences = sentences;
    this.settings = settings;
    this.meters = meters;
  }

  /** Stores a batch's outcomes; those whose lease another has taken over are discarded. */
  void store(Opened response, List<Lease> batch, List<Settlement> settlements) {
    Set<UUID> ours = actions.store(settlements);
    if (ours.size() < settlements.size()) {
      LOG.warn(
          "response {}: {} outcomes came after their lease had ended and were discarded",
          response.id(),
          settlements.size() - ours.size());
    }
    List<Settlement> kept = settlements.stream().filter(s -> ours.contains(s.actionId())).toList();
    Writes writes = new Writes();
    claims.established(writes, kept);
    List<UUID> refused =
        kept.stream()
            .filter(s -> s.refused() && s.containmentId() != null)
            .map(Settlement::actionId)
            .toList();
    if (!refused.isEmpty()) {
      releases.release(refused, "not-executed", "responses");
    }
    tell(writes, response, batch, kept);
  }

  /** Sums a response up by its actions, and tells whoever waits for it. */
  Result settle(Opened response) {
    Standing standing = journal.settle(response.id());
    if (standing.awaited()) {
      outbox.put(
          OutboxTopic.ACTION_SETTLED,
          response.id().toString(),
          Map.of("outcome", standing.outcome().name()));
    }
    return result(response, standing);
  }

  /**
   * Further batches follow: their leases must not run out meanwhile.
   *
   * @return what of the next batch nobody has taken over
   */
  List<Lease> goesOn(Opened response, List<Lease> next) {
    actions.renew(response.id(), settings.lease());
    return actions.keep(next, settings.lease());
  }

  /** Tells what a later read-back showed. */
  void tellProofs(Opened response, List<Lease> batch, List<Settlement> read) {
    Map<UUID, Lease> leases = byAction(batch);
    chronicle.tell(
        response.incidentId(),
        Actor.system("verify"),
        read.stream().flatMap(s -> proven(leases.get(s.actionId()), s).stream()).toList());
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

  private void tell(Writes writes, Opened response, List<Lease> batch, List<Settlement> kept) {
    Map<UUID, Lease> leases = byAction(batch);
    List<Chronicle.Event> events = new ArrayList<>();
    for (Settlement s : kept) {
      Lease lease = leases.get(s.actionId());
      if (lease != null) {
        count(lease, s);
        events.addAll(events(lease, s));
      }
    }
    chronicle.tell(writes, response.incidentId(), response.actor(), events);
  }

  private static List<Chronicle.Event> events(Lease lease, Settlement s) {
    if (!s.executed()) {
      // Only the first wait is news; what follows are tries.
      boolean news = s.state() == Fate.State.FAILED || lease.attempts() == 1;
      String kind = s.state() == Fate.State.FAILED ? "action.failed" : "action.waiting";
      String why = s.message() == null ? "" : s.message();
      return news ? List.of(event(lease, kind, Map.of("message", why))) : List.of();
    }
    List<Chronicle.Event> events = new ArrayList<>();
    events.add(
        event(
            lease,
            "action.executed",
            s.reference() == null ? Map.of() : Map.of("reference", s.reference())));
    events.addAll(proven(lease, s));
    return events;
  }

  private static List<Chronicle.Event> proven(@Nullable Lease lease, Settlement s) {
    if (lease == null || s.result() == null) {
      return List.of();
    }
    String evidence = s.evidence() == null ? "" : s.evidence();
    return List.of(
        event(lease, "action.proven", Map.of("result", s.result().name(), "evidence", evidence)));
  }

  private static Map<UUID, Lease> byAction(List<Lease> batch) {
    return batch.stream().collect(Collectors.toMap(Lease::actionId, Function.identity()));
  }

  private static Chronicle.Event event(Lease lease, String kind, Map<String, ?> details) {
    return new Chronicle.Event(
        kind,
        "action",
        lease.actionId(),
        lease.order().capability().id(),
        lease.service().id(),
        lease.order().target().value(),
        details,
        null);
  }

  private void count(Lease lease, Settlement s) {
    meters
        .counter(
            "rempart.actions",
            "capability",
            lease.order().capability().id(),
            "connector",
            lease.service().id(),
            "outcome",
            s.state().name())
        .increment();
  }
}
