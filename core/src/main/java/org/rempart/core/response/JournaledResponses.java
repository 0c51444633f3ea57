package org.rempart.core.response;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.rempart.connector.Connector;
import org.rempart.connector.Proof;
import org.rempart.core.audit.Actor;
import org.rempart.core.guardrail.Switches;
import org.rempart.core.response.ResponseJournal.Opened;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Responses by the journal: a short transaction that decides and writes the rows, the product's
 * call and its read-back outside any, and a short transaction per batch that stores what came of
 * it.
 */
@Component
class JournaledResponses implements Responses {

  /** Longer than a batch of a thousand takes, and far shorter than an engine's job may. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Decider decider;
  private final Settler settler;
  private final Outcomes outcomes;
  private final ResponseJournal journal;
  private final ProofJournal proofs;
  private final Claims claims;
  private final Reverts reverts;
  private final ManualRows manual;
  private final Transactions transactions;
  private final ResponseSettings settings;
  private final Sentences sentences;
  private final MeterRegistry meters;
  private final Breakers breakers;
  private final Switches switches;
  private final Turns turns = new Turns(PATIENCE);

  JournaledResponses(
      Decider decider,
      Settler settler,
      Outcomes outcomes,
      ResponseJournal journal,
      ProofJournal proofs,
      Claims claims,
      Reverts reverts,
      ManualRows manual,
      Transactions transactions,
      ResponseSettings settings,
      Sentences sentences,
      MeterRegistry meters,
      Breakers breakers,
      Switches switches) {
    this.decider = decider;
    this.settler = settler;
    this.outcomes = outcomes;
    this.journal = journal;
    this.proofs = proofs;
    this.claims = claims;
    this.reverts = reverts;
    this.manual = manual;
    this.transactions = transactions;
    this.settings = settings;
    this.sentences = sentences;
    this.meters = meters;
    this.breakers = breakers;
    this.switches = switches;
  }

  @Override
  public Result respond(Call call) {
    outsideTransactions();
    return turns.take(
        call.incidentId(), call.capability(), () -> carryOut(costs -> decider.decide(call, costs)));
  }

  /** Takes a response up that waits or whose executor died. */
  Result resume(UUID responseId) {
    outsideTransactions();
    return carryOut(costs -> decider.resume(responseId, costs));
  }

  @Override
  public Result verify(UUID responseId) {
    boolean read = readUnproven(responseId, settlement -> true);
    return transactions.runPlanned(
        () -> {
          Opened response = journal.lock(responseId);
          return settler.result(
              response, read ? journal.settle(responseId) : journal.standing(responseId));
        });
  }

  /** Reads what is not proven yet without being asked; tells only what is seen in force. */
  void readAgain(UUID responseId) {
    if (readUnproven(responseId, settlement -> settlement.result() == Proof.Result.HOLDS)) {
      transactions.runPlanned(() -> settler.settle(journal.lock(responseId)));
    }
  }

  private boolean readUnproven(UUID responseId, Predicate<Settlement> told) {
    outsideTransactions();
    List<Lease> unproven = transactions.run(() -> proofs.unproven(responseId));
    byConnector(unproven)
        .forEach(
            (connector, leases) ->
                chunks(leases)
                    .forEach(
                        chunk -> {
                          List<Settlement> read =
                              call(connector, responseId, new Costs()).readBack(chunk);
                          transactions.run(() -> reread(responseId, chunk, read, told));
                        }));
    return !unproven.isEmpty();
  }

  @Override
  public int revertIncident(UUID incidentId, Actor actor, String reason) {
    return transactions.run(() -> reverts.incident(incidentId, actor, reason));
  }

  @Override
  public void revertAction(UUID actionId, Actor actor, String reason) {
    transactions.run(() -> reverts.action(actionId, actor, reason));
  }

  @Override
  public boolean asked(UUID incidentId) {
    return manual.untaken(incidentId);
  }

  private Result carryOut(Function<Costs, Decided> decision) {
    Costs costs = new Costs();
    Supplier<Decided> work = () -> decision.apply(costs);
    Decided decided = timed("decide", "", () -> costs.journal(() -> transactions.runPlanned(work)));
    if (decided.result() != null) {
      return decided.result();
    }
    List<List<Lease>> batches =
        byConnector(decided.leases()).values().stream().flatMap(l -> chunks(l).stream()).toList();
    List<Lease> batch = batches.getFirst();
    for (List<Lease> next : batches.subList(1, batches.size())) {
      List<Lease> called = batch;
      batch = stored(decided, called, costs, came -> outcomes.store(decided, called, came, next));
    }
    List<Lease> last = batch;
    Result result = stored(decided, last, costs, came -> outcomes.storeLast(decided, last, came));
    costs.tell(meters, decided.capability());
    return result;
  }

  /** Calls the product for one batch and stores what came of it; others may have taken it over. */
  private <T> T stored(
      Decided decided, List<Lease> batch, Costs costs, Function<List<Settlement>, T> store) {
    List<Settlement> came =
        batch.isEmpty()
            ? List.of()
            : call(batch.getFirst().service().connector(), decided.begun(), costs).carryOut(batch);
    return timed("store", decided.capability().id(), () -> costs.journal(() -> store.apply(came)));
  }

  private void reread(
      UUID responseId, List<Lease> chunk, List<Settlement> read, Predicate<Settlement> told) {
    Opened response = journal.lock(responseId);
    proofs.proven(read);
    claims.read(read);
    outcomes.tellProofs(response, chunk, read.stream().filter(told).toList());
  }

  private ProductCall call(Connector connector, UUID responseId, Costs costs) {
    return new ProductCall(
        connector,
        settings,
        sentences,
        meters,
        breakers,
        new ProductCall.BeforeWrite() {
          @Override
          public void keep(UUID id, String result) {
            costs.journal(
                () ->
                    transactions.run(
                        () -> {
                          claims.found(id, result);
                          return true;
                        }));
          }

          @Override
          public boolean stopped() {
            return costs.guardrails(() -> switches.stopped(responseId, connector.id()));
          }
        });
  }

  private static Map<Connector, List<Lease>> byConnector(List<Lease> leases) {
    return leases.stream()
        .collect(
            Collectors.groupingBy(
                l -> l.service().connector(), LinkedHashMap::new, Collectors.toList()));
  }

  /** Batches as large as the product takes them. */
  private static List<List<Lease>> chunks(List<Lease> leases) {
    int limit = leases.getFirst().service().offer().batchLimit();
    List<List<Lease>> chunks = new ArrayList<>();
    for (int from = 0; from < leases.size(); from += limit) {
      chunks.add(leases.subList(from, Math.min(from + limit, leases.size())));
    }
    return chunks;
  }

  private <T> T timed(String stage, String capability, Supplier<T> work) {
    return ResponseMeters.stage(meters, stage, "", capability).record(work);
  }

  private static void outsideTransactions() {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a product must not be called inside a transaction");
    }
  }
}
