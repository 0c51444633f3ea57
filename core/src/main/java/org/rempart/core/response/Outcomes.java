package org.rempart.core.response;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.ResponseJournal.Opened;
import org.rempart.core.response.ResponseJournal.Standing;
import org.rempart.core.response.Responses.Result;
import org.rempart.core.storage.Statements;
import org.rempart.core.storage.Statements.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Stores what calls came to, a transaction for each batch. As a rule every lease is still its
 * holder's, so all goes to the database at once; when one is not, that transaction is taken back
 * and another asks first which are.
 */
@Component
class Outcomes {

  private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

  private final ResponseJournal journal;
  private final ActionJournal actions;
  private final Claims claims;
  private final Releases releases;
  private final Chronicle chronicle;
  private final Settler settler;
  private final Transactions transactions;
  private final ResponseSettings settings;
  private final MeterRegistry meters;
  private final JdbcOperations jdbc;

  Outcomes(
      ResponseJournal journal,
      ActionJournal actions,
      Claims claims,
      Releases releases,
      Chronicle chronicle,
      Settler settler,
      Transactions transactions,
      ResponseSettings settings,
      MeterRegistry meters,
      JdbcOperations jdbc) {
    this.journal = journal;
    this.actions = actions;
    this.claims = claims;
    this.releases = releases;
    this.chronicle = chronicle;
    this.settler = settler;
    this.transactions = transactions;
    this.settings = settings;
    this.meters = meters;
    this.jdbc = jdbc;
  }

  /** Stores a response's last batch, and sums the response up. */
  Result storeLast(Decided decided, List<Lease> batch, List<Settlement> settlements) {
    return stored(
        leases -> {
          Statements statements = new Statements();
          Stored stored = store(statements, decided, batch, settlements, leases);
          Answer<Standing> standing = journal.settle(statements, decided.begun());
          statements.send(jdbc);
          finish(stored);
          return settler.settled(stored.response().get(), standing.get());
        });
  }

  /**
   * Stores a batch that others follow, whose leases must not run out meanwhile.
   *
   * @return what of the next batch nobody has taken over
   */
  List<Lease> store(
      Decided decided, List<Lease> batch, List<Settlement> settlements, List<Lease> next) {
    return stored(
        leases -> {
          Statements statements = new Statements();
          Stored stored = store(statements, decided, batch, settlements, leases);
          statements.send(jdbc);
          finish(stored);
          actions.renew(decided.begun(), settings.lease());
          return actions.keep(next, settings.lease());
        });
  }

  /** Tells what a later read-back showed; in the caller's transaction. */
  void tellProofs(Opened response, List<Lease> batch, List<Settlement> read) {
    Map<UUID, Lease> leases = byAction(batch);
    chronicle.tell(
        response.incidentId(),
        Actor.system("verify"),
        read.stream().flatMap(s -> proven(leases.get(s.actionId()), s).stream()).toList());
  }

  private <T> T stored(Function<Leased, T> work) {
    try {
      return transactions.runPlanned(() -> work.apply(Leased.TRUSTED));
    } catch (LeaseLostException lost) {
      return transactions.runPlanned(() -> work.apply(Leased.ASKED));
    }
  }

  private Stored store(
      Statements statements,
      Decided decided,
      List<Lease> batch,
      List<Settlement> settlements,
      Leased leases) {
    Answer<Opened> response = journal.lock(statements, decided.begun());
    Answer<List<UUID>> ours = actions.store(statements, settlements);
    List<Settlement> kept = settlements;
    if (leases == Leased.ASKED) {
      statements.send(jdbc);
      kept = kept(decided.begun(), settlements, Set.copyOf(ours.get()));
    }
    claims.established(statements, kept);
    Map<UUID, Lease> byAction = byAction(batch);
    chronicle.tell(statements, decided.incidentId(), decided.actor(), events(byAction, kept));
    return new Stored(response, ours, kept, byAction);
  }

  private static List<Settlement> kept(
      UUID responseId, List<Settlement> settlements, Set<UUID> ours) {
    LOG.warn(
        "response {}: {} outcomes came after their lease had ended and were discarded",
        responseId,
        settlements.size() - ours.size());
    return settlements.stream().filter(s -> ours.contains(s.actionId())).toList();
  }

  private void finish(Stored stored) {
    if (stored.ours().get().size() < stored.kept().size()) {
      throw new LeaseLostException();
    }
    List<UUID> refused =
        stored.kept().stream()
            .filter(s -> s.refused() && s.containmentId() != null)
            .map(Settlement::actionId)
            .toList();
    if (!refused.isEmpty()) {
      releases.release(refused, "not-executed", "responses");
    }
    stored.kept().forEach(s -> count(Objects.requireNonNull(stored.leases().get(s.actionId())), s));
  }

  private static List<Chronicle.Event> events(Map<UUID, Lease> leases, List<Settlement> kept) {
    return kept.stream()
        .flatMap(s -> events(Objects.requireNonNull(leases.get(s.actionId())), s).stream())
        .toList();
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

  /** Whether all leases are taken to be their holder's still. */
  private enum Leased {
    TRUSTED,
    ASKED
  }

  /** What was sent, or is about to be. */
  private record Stored(
      Answer<Opened> response,
      Answer<List<UUID>> ours,
      List<Settlement> kept,
      Map<UUID, Lease> leases) {}

  /** Takes the transaction back that trusted the leases. */
  @SuppressWarnings("serial")
  private static final class LeaseLostException extends RuntimeException {}
}
