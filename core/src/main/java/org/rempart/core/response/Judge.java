package org.rempart.core.response;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rempart.core.response.ActionJournal.Opened;
import org.rempart.core.response.Approvals.Approval;
import org.rempart.core.response.Fate.State;
import org.rempart.core.response.Guardrails.Allow;
import org.rempart.core.response.Guardrails.Ask;
import org.rempart.core.response.Guardrails.Question;
import org.rempart.core.response.Guardrails.Refuse;
import org.rempart.core.response.Guardrails.Verdict;
import org.springframework.stereotype.Component;

/** Turns what guardrails and approvals say into what becomes of each action. */
@Component
class Judge {

  /** How long an action in doubt waits while a guardrail forbids to touch it. */
  private static final double HELD_BACK_SECONDS = 30;

  private final Guardrails guardrails;
  private final Approvals approvals;
  private final Sentences sentences;
  private final ResponseSettings settings;

  Judge(
      Guardrails guardrails, Approvals approvals, Sentences sentences, ResponseSettings settings) {
    this.guardrails = guardrails;
    this.approvals = approvals;
    this.sentences = sentences;
    this.settings = settings;
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
    fates = spend(response, fates, granted);
    ask(response, fates);
    return incident.dryRun() ? fates.stream().map(Judge::dry).toList() : fates;
  }

  private List<Fate> fates(
      Opened response,
      IncidentFacts incident,
      List<Candidate> open,
      @Nullable Approval approval,
      Set<String> granted) {
    List<Verdict> verdicts =
        guardrails.assess(
            new Question(
                incident.siteId(),
                response.capability(),
                open.stream().map(Candidate::target).toList()));
    List<Fate> fates = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      fates.add(fate(open.get(i), verdicts.get(i), approval, granted));
    }
    return fates;
  }

  private Fate fate(
      Candidate candidate, Verdict verdict, @Nullable Approval approval, Set<String> granted) {
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
    return switch (verdict) {
      case Allow allow -> Fate.of(candidate, State.EXECUTING);
      case Refuse refuse -> refused(candidate, refuse);
      // What has begun is brought to its end; to leave it in doubt would be worse.
      case Ask ask when candidate.inDoubt() || granted.contains(ask.rule()) ->
          Fate.of(candidate, State.EXECUTING);
      case Ask ask -> Fate.stopped(candidate, State.PLANNED, ask.rule(), null);
    };
  }

  private Fate refused(Candidate candidate, Refuse refuse) {
    String detail = refuse.detail().isEmpty() ? "" : ": " + refuse.detail();
    String message = sentences.say("rule." + refuse.rule()) + detail;
    return candidate.inDoubt()
        ? Fate.of(candidate, State.WAITING).waiting(HELD_BACK_SECONDS, message, null)
        : Fate.stopped(candidate, State.REFUSED, refuse.rule(), message);
  }

  private List<Fate> spend(Opened response, List<Fate> fates, Set<String> granted) {
    long begin = fates.stream().filter(f -> f.executing() && f.candidate().attempts() == 0).count();
    boolean more = granted.contains(Guardrails.BUDGET);
    if (guardrails.spend(response.capability(), (int) begin, more) instanceof Ask ask) {
      return fates.stream()
          .map(
              f ->
                  f.executing() && f.candidate().attempts() == 0
                      ? Fate.stopped(f.candidate(), State.PLANNED, ask.rule(), null)
                      : f)
          .toList();
    }
    return fates;
  }

  private void ask(Opened response, List<Fate> fates) {
    Set<String> rules = new HashSet<>();
    fates.stream()
        .filter(f -> f.state() == State.PLANNED && f.rule() != null)
        .forEach(f -> rules.add(java.util.Objects.requireNonNull(f.rule())));
    if (!rules.isEmpty()) {
      approvals.ask(
          response.incidentId(), response.id(), rules, settings.approvalLapse(), response.actor());
    }
  }

  private static boolean waitsForPerson(Candidate candidate, @Nullable Approval approval) {
    return candidate.asked() && approval != null && approval.pending();
  }

  private static Fate dry(Fate fate) {
    return fate.executing() ? Fate.dry(fate.candidate()) : fate;
  }
}
