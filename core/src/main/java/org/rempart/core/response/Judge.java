package org.rempart.core.response;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rempart.core.guardrail.Budgets.Outlay;
import org.rempart.core.guardrail.Guardrails;
import org.rempart.core.guardrail.Guardrails.Asked;
import org.rempart.core.guardrail.Guardrails.Judged;
import org.rempart.core.guardrail.Ruling;
import org.rempart.core.response.Fate.State;
import org.rempart.core.response.ResponseJournal.Opened;
import org.rempart.core.storage.Statements;
import org.rempart.core.storage.Statements.Answer;
import org.springframework.jdbc.core.JdbcOperations;
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
  private final JdbcOperations jdbc;

  Judge(
      Guardrails guardrails,
      Approvals approvals,
      Sentences sentences,
      Alarms alarms,
      JdbcOperations jdbc) {
    this.guardrails = guardrails;
    this.approvals = approvals;
    this.sentences = sentences;
    this.alarms = alarms;
    this.jdbc = jdbc;
  }

  /**
   * Asks the guardrails about every candidate that nobody else is at, along with what is to be sent
   * before.
   */
  Hearing hear(
      Statements statements, Opened response, IncidentFacts incident, List<Candidate> candidates) {
    boolean asked = candidates.stream().anyMatch(Candidate::asked);
    Approval approval =
        asked ? approvals.latest(response.incidentId(), response.id()).orElse(null) : null;
    List<Candidate> open =
        candidates.stream().filter(c -> !c.underWay() && !waitsForPerson(c, approval)).toList();
    Set<String> granted =
        response.fresh() || open.isEmpty() ? Set.of() : approvals.granted(response.id());
    Hearing hearing = hearing(statements, response, incident, open, approval, granted);
    statements.send(jdbc);
    return hearing;
  }

  private Hearing hearing(
      Statements statements,
      Opened response,
      IncidentFacts incident,
      List<Candidate> open,
      @Nullable Approval approval,
      Set<String> granted) {
    List<Asked> questions = open.stream().map(c -> new Asked(c.target(), c.connector())).toList();
    Supplier<List<Judged>> judged =
        open.isEmpty()
            ? List::of
            : guardrails.assess(statements, incident.siteId(), response.capability(), questions);
    // A dry run reaches no product, so it spends nothing.
    long begin = incident.dryRun() ? 0 : open.stream().filter(Judge::uncounted).count();
    Outlay outlay =
        new Outlay(
            response.capability(),
            incident.siteId(),
            (int) begin,
            granted.contains(Guardrails.BUDGET));
    Answer<Boolean> fits = guardrails.spend(statements, outlay);
    return new Hearing(response, incident, open, approval, granted, judged, outlay, fits);
  }

  /** Decides for each that was asked about; asks for an approval where one is needed. */
  List<Fate> decide(Hearing hearing) {
    List<Fate> fates = spend(hearing, fates(hearing));
    ask(hearing.response(), fates);
    return hearing.incident().dryRun() ? fates.stream().map(Judge::dry).toList() : fates;
  }

  /** Nothing begins of what was asked about. */
  void dismiss(Hearing hearing) {
    guardrails.spent(hearing.outlay(), hearing.fits().get(), 0);
  }

  private List<Fate> fates(Hearing hearing) {
    Opened response = hearing.response();
    List<Judged> judged = hearing.judged().get();
    List<Fate> fates = new ArrayList<>();
    for (int i = 0; i < judged.size(); i++) {
      Judged one = judged.get(i);
      Ruling ruling =
          Guardrails.marked(response.capability(), hearing.incident().marking(), one.ruling());
      fates.add(
          fate(hearing.open().get(i), ruling, hearing.approval(), hearing.granted()).judged(one));
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

  private List<Fate> spend(Hearing hearing, List<Fate> fates) {
    if (hearing.incident().dryRun()) {
      return fates;
    }
    long begin = fates.stream().filter(Judge::begins).count();
    Ruling ruling = guardrails.spent(hearing.outlay(), hearing.fits().get(), (int) begin);
    if (ruling.verdict() == Ruling.Verdict.ALLOW) {
      return fates;
    }
    alarms.budgetReached(hearing.response(), hearing.incident());
    return fates.stream().map(f -> begins(f) ? f.asking(ruling) : f).toList();
  }

  private static boolean begins(Fate fate) {
    return fate.executing() && uncounted(fate.candidate());
  }

  /** What waits for its target, and was never sent, was counted when it began to wait. */
  private static boolean uncounted(Candidate candidate) {
    boolean counted = candidate.known() && !candidate.asked();
    return candidate.attempts() == 0 && !counted;
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

  /** What was asked about, and what there is to decide by once it has been sent. */
  record Hearing(
      Opened response,
      IncidentFacts incident,
      List<Candidate> open,
      @Nullable Approval approval,
      Set<String> granted,
      Supplier<List<Judged>> judged,
      Outlay outlay,
      Answer<Boolean> fits) {}
}
