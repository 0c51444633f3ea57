package org.rempart.core.response;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rempart.core.guardrail.Guardrails;
import org.rempart.core.guardrail.Guardrails.Asked;
import org.rempart.core.guardrail.Guardrails.Judged;
import org.rempart.core.guardrail.Ruling;
import org.rempart.core.response.Fate.State;
import org.rempart.core.response.ResponseJournal.Opened;
import org.springframework.stereotype.Component;

/** Turns what guardrails and approvals say into what becomes of each action. */
@Component
class Judge {

  /** How long an action in doubt waits while a guardrail forbids to touch it. */
  private static final double HELD_BACK_SECONDS = 30;

  private final Guardrails guardrails;
  private final Approvals approvals;
  private final Sentences sentences;
  private final Alarms alarms;

  Judge(Guardrails guardrails, Approvals approvals, Sentences sentences, Alarms alarms) {
    this.guardrails = guardrails;
    this.approvals = approvals;
    this.sentences = sentences;
    this.alarms = alarms;
  }

  /**
   * Decides for every candidate that nobody else is at; asks for an approval where one is needed.
   */
  List<Fate> decide(Opened response, IncidentFacts incident, List<Candidate> candidates) {
    boolean asked = candidates.stream().anyMatch(Candidate::asked);
    Approval approval =
        asked ? approvals.latest(response.incidentId(), response.id()).orElse(null) : null;
    List<Candidate> open =
        candidates.stream().filter(c -> !c.underWay() && !waitsForPerson(c, approval)).toList();
    if (open.isEmpty()) {
      return List.of();
    }
    Set<String> granted = response.fresh() ? Set.of() : approvals.granted(response.id());
    List<Fate> fates = fates(response, incident, open, approval, granted);
    fates = spend(response, incident, fates, granted);
    ask(response, fates);
    return incident.dryRun() ? fates.stream().map(Judge::dry).toList() : fates;
  }

  private List<Fate> fates(
      Opened response,
      IncidentFacts incident,
      List<Candidate> open,
      @Nullable Approval approval,
      Set<String> granted) {
    List<Judged> judged =
        guardrails.assess(
            incident.siteId(),
            response.capability(),
            open.stream().map(c -> new Asked(c.target(), c.connector())).toList());
    List<Fate> fates = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      Judged one = judged.get(i);
      Ruling ruling = Guardrails.marked(response.capability(), incident.marking(), one.ruling());
      fates.add(fate(open.get(i), ruling, approval, granted).judged(one));
    }
    return fates;
  }

  private Fate fate(
      Candidate candidate, Ruling ruling, @Nullable Approval approval, Set<String> granted) {
    if (candidate.released()) {
      return Fate.stopped(candidate, State.CANCELLED, null, sentences.say("message.cancelled"));
    }
    if (candidate.service() == null) {
      return Fate.stopped(
          candidate,
          State.FAILED,
          null,
          sentences.say("message.connector-gone", Map.of("connector", candidate.connector())));
    }
    if (candidate.asked() && approval != null && approval.refused()) {
      return Fate.stopped(candidate, State.CANCELLED, null, null);
    }
    return switch (ruling.verdict()) {
      case ALLOW -> Fate.of(candidate, State.EXECUTING);
      case REFUSE -> refused(candidate, ruling);
      // What has begun is brought to its end; to leave it in doubt would be worse.
      case ASK ->
          candidate.inDoubt() || granted.contains(ruling.rule())
              ? Fate.of(candidate, State.EXECUTING)
              : Fate.stopped(candidate, State.PLANNED, ruling.rule(), null);
    };
  }

  private Fate refused(Candidate candidate, Ruling ruling) {
    String detail = ruling.detail().isEmpty() ? "" : ": " + ruling.detail();
    String message = sentences.rule(ruling.rule()) + detail;
    return candidate.inDoubt()
        ? Fate.of(candidate, State.WAITING).waiting(HELD_BACK_SECONDS, message, null)
        : Fate.stopped(candidate, State.REFUSED, ruling.rule(), message);
  }

  /** A dry run reaches no product, so it spends nothing. */
  private List<Fate> spend(
      Opened response, IncidentFacts incident, List<Fate> fates, Set<String> granted) {
    if (incident.dryRun()) {
      return fates;
    }
    long begin = fates.stream().filter(Judge::begins).count();
    boolean beyond = granted.contains(Guardrails.BUDGET);
    Ruling ruling = guardrails.spend(response.capability(), incident.siteId(), (int) begin, beyond);
    if (ruling.verdict() == Ruling.Verdict.ALLOW) {
      return fates;
    }
    alarms.budgetReached(response, incident);
    return fates.stream().map(f -> begins(f) ? f.asking(ruling) : f).toList();
  }

  /** What waits for its target, and was never sent, was counted when it began to wait. */
  private static boolean begins(Fate fate) {
    Candidate candidate = fate.candidate();
    boolean counted = candidate.id() != null && !candidate.asked();
    return fate.executing() && candidate.attempts() == 0 && !counted;
  }

  private void ask(Opened response, List<Fate> fates) {
    Map<String, Need> needs = new LinkedHashMap<>();
    String alternative = null;
    for (Fate fate : fates) {
      if (fate.state() == State.PLANNED && fate.rule() != null) {
        Ruling ruling = Objects.requireNonNull(fate.ruling());
        needs.putIfAbsent(
            ruling.rule(), new Need(ruling.rule(), ruling.groups(), ruling.persons()));
        alternative = alternative == null ? ruling.alternative() : alternative;
      }
    }
    if (!needs.isEmpty()) {
      approvals.ask(
          response.incidentId(),
          response.id(),
          List.copyOf(needs.values()),
          alternative,
          response.actor());
    }
  }

  private static boolean waitsForPerson(Candidate candidate, @Nullable Approval approval) {
    return candidate.asked() && approval != null && approval.pending();
  }

  private static Fate dry(Fate fate) {
    return fate.executing() ? fate.dry() : fate;
  }
}
