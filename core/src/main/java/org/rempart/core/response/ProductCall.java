package org.rempart.core.response;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.rempart.connector.Assurance;
import org.rempart.connector.Connector;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.core.guardrail.Guardrails;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch at one product: read first where a read tells apart, write, read back. Runs outside any
 * transaction; what it learns before a write is kept by {@code beforeWrite} before the write.
 */
final class ProductCall {

  private static final Logger LOG = LoggerFactory.getLogger(ProductCall.class);

  private final Connector connector;
  private final ResponseSettings settings;
  private final Sentences sentences;
  private final MeterRegistry meters;
  private final Breakers breakers;
  private final BeforeWrite beforeWrite;
  private final ProductReads reads;
  private final Settlements settlements;

  ProductCall(
      Connector connector,
      ResponseSettings settings,
      Sentences sentences,
      MeterRegistry meters,
      Breakers breakers,
      BeforeWrite beforeWrite) {
    this.connector = connector;
    this.settings = settings;
    this.sentences = sentences;
    this.meters = meters;
    this.breakers = breakers;
    this.beforeWrite = beforeWrite;
    this.reads = new ProductReads(connector, meters);
    this.settlements = new Settlements(settings, sentences);
  }

  /** What must be known, and kept, right before a write. */
  interface BeforeWrite {

    /** Keeps what a read before the first write showed; in a transaction of its own. */
    void keep(UUID containmentId, String result);

    /** Whether the kill switch was turned on since the action was decided. */
    boolean stopped();
  }

  /** Carries the leases out and answers one settlement for each. */
  List<Settlement> carryOut(List<Lease> batch) {
    List<Lease> toWrite = new ArrayList<>(batch);
    toWrite.removeIf(this::lostNotice);
    toWrite.removeIf(this::lags);
    List<Lease> toRead = toWrite.stream().filter(Lease::readFirst).toList();
    if (!toRead.isEmpty()) {
      toWrite.removeAll(toRead);
      toWrite.addAll(afterReading(toRead));
    }
    if (!toWrite.isEmpty() && beforeWrite.stopped()) {
      toWrite.forEach(
          l -> settlements.postpone(l, sentences.rule(Guardrails.KILL_SWITCH), l.inDoubt()));
    } else if (!toWrite.isEmpty()) {
      write(toWrite);
    }
    return settlements.all();
  }

  /** Reads back what was executed, and writes nothing. */
  List<Settlement> readBack(List<Lease> batch) {
    Map<String, Proof> proofs = reads.verify(batch);
    long readAt = System.nanoTime();
    batch.forEach(
        l -> settlements.done(l, Map.of(), "", readAt, proofs.get(l.order().key()), readAt, null));
    return settlements.all();
  }

  /** A product that neither keeps keys nor can be read: only a notification may go twice. */
  private boolean lostNotice(Lease lease) {
    boolean lost =
        lease.inDoubt()
            && lease.assurance() == Assurance.BLIND
            && (!notification(lease) || lease.attempts() > settings.notifyAttempts());
    if (lost) {
      settlements.fail(lease, sentences.say("message.in-doubt"), true);
    }
    return lost;
  }

  /** A search that lags behind would find nothing, and the product would be told twice. */
  private boolean lags(Lease lease) {
    if (lease.lags()) {
      settlements.postpone(lease, sentences.say("message.lags"), true);
    }
    return lease.lags();
  }

  private List<Lease> afterReading(List<Lease> leases) {
    Map<String, Proof> proofs = new HashMap<>();
    proofs.putAll(reads.found(leases.stream().filter(Lease::fresh).toList()));
    proofs.putAll(reads.verify(leases.stream().filter(l -> !l.fresh() && !l.tried()).toList()));
    proofs.putAll(reads.ofEarlierTries(leases.stream().filter(Lease::tried).toList()));
    long readAt = System.nanoTime();
    List<Lease> toWrite = new ArrayList<>();
    for (Lease lease : leases) {
      Proof proof = proofs.get(lease.order().key());
      if (proof == null) {
        settlements.postpone(lease, sentences.say("message.unreadable"), lease.inDoubt());
      } else if (proof.result() == Proof.Result.UNKNOWN) {
        untold(lease, proof);
      } else if (standsAlready(lease, proof)) {
        settlements.done(lease, Map.of(), "", readAt, proof, readAt, null);
      } else if (mayYetComeTrue(lease)) {
        settlements.postpone(lease, sentences.say("message.awaited"), false);
      } else {
        toWrite.add(noted(lease, proof));
      }
    }
    return toWrite;
  }

  /**
   * The product may tell later. While it answers and nothing was sent, a person should not have to
   * wait for it; after a write in doubt only a read tells whether to write again, so it gets
   * longer.
   */
  private void untold(Lease lease, Proof proof) {
    String why = sentences.say("message.untold", Map.of("evidence", proof.evidence()));
    int most = lease.fresh() ? settings.readAttempts() : settings.doubtAttempts();
    if (lease.attempts() >= most && (lease.fresh() || connector.health().reachable())) {
      settlements.fail(lease, why, lease.inDoubt());
    } else {
      settlements.postpone(lease, why, lease.inDoubt());
    }
  }

  /**
   * Whether nothing needs to be written: another incident's containment that holds, what an earlier
   * try has done, or, after a crash, what was not there before our own write and is there now.
   */
  private static boolean standsAlready(Lease lease, Proof proof) {
    boolean holds = proof.result() == Proof.Result.HOLDS;
    return switch (lease.standing()) {
      case JOIN, AWAIT -> holds;
      case PLAIN -> holds && (lease.inDoubt() || lease.tried());
      case ESTABLISH -> holds && lease.inDoubt() && "ABSENT".equals(lease.found());
      case PROLONG -> false;
    };
  }

  /**
   * A product that can only be read may act a while after it took another incident's order; to tell
   * it again at once would act twice. After so many looks the order counts as lost.
   */
  private boolean mayYetComeTrue(Lease lease) {
    return lease.standing() == Lease.Standing.AWAIT
        && lease.assurance() == Assurance.READABLE
        && lease.attempts() < settings.readAttempts();
  }

  private Lease noted(Lease lease, Proof proof) {
    if (lease.standing() != Lease.Standing.ESTABLISH || lease.found() != null) {
      return lease;
    }
    String result = proof.result().name();
    beforeWrite.keep(Objects.requireNonNull(lease.containmentId()), result);
    return lease.withFound(result);
  }

  private void write(List<Lease> leases) {
    try {
      List<Outcome> outcomes =
          ResponseMeters.timed(
              meters,
              "execute",
              connector,
              leases,
              () ->
                  breakers.call(
                      connector.id(), () -> connector.execute(ProductReads.orders(leases))));
      long at = System.nanoTime();
      settleAll(leases, outcomes, at);
    } catch (ProductUnavailableException e) {
      leases.forEach(l -> settlements.postpone(l, e.getMessage(), l.inDoubt()));
    } catch (OutcomeUnknownException e) {
      inDoubt(leases, e);
    } catch (RuntimeException e) {
      LOG.error("connector {} failed unexpectedly", connector.id(), e);
      String message =
          sentences.say("message.connector-fault", Map.of("connector", connector.id()));
      leases.forEach(l -> settlements.fail(l, message, true));
    }
  }

  private void settleAll(List<Lease> leases, List<Outcome> outcomes, long at) {
    Map<String, Outcome> byKey =
        outcomes.stream().collect(Collectors.toMap(Outcome::key, Function.identity(), (a, b) -> a));
    Map<Lease, Outcome.Done> accepted = new LinkedHashMap<>();
    for (Lease lease : leases) {
      switch (byKey.get(lease.order().key())) {
        case Outcome.Done done -> accepted.put(lease, done);
        case Outcome.Refused refused -> settlements.fail(lease, refused.message(), false);
        case null -> settlements.fail(lease, sentences.say("message.no-answer"), true);
      }
    }
    prove(accepted, at);
  }

  private void prove(Map<Lease, Outcome.Done> accepted, long executedAt) {
    List<Lease> readable =
        accepted.keySet().stream().filter(l -> l.assurance() != Assurance.BLIND).toList();
    Map<String, Proof> proofs = reads.verify(readable);
    long readAt = System.nanoTime();
    accepted.forEach(
        (lease, done) ->
            settlements.done(
                lease,
                done.stateBefore(),
                done.reference(),
                executedAt,
                proofs.get(lease.order().key()),
                readAt,
                lease.order().expiresAt()));
  }

  /**
   * Something was sent and no answer came: the product is read, and then it is clear or it waits.
   */
  private void inDoubt(List<Lease> leases, OutcomeUnknownException cause) {
    List<Lease> blind = leases.stream().filter(l -> l.assurance() == Assurance.BLIND).toList();
    for (Lease lease : blind) {
      if (notification(lease) && lease.attempts() < settings.notifyAttempts()) {
        settlements.unanswered(lease, cause);
      } else {
        settlements.fail(lease, sentences.say("message.in-doubt"), true);
      }
    }
    List<Lease> others = leases.stream().filter(Predicate.not(blind::contains)).toList();
    Map<String, Proof> proofs = reads.verify(others);
    long readAt = System.nanoTime();
    for (Lease lease : others) {
      Proof proof = proofs.get(lease.order().key());
      if (proof != null && proof.result() == Proof.Result.HOLDS && ownEffect(lease)) {
        settlements.done(lease, Map.of(), "", readAt, proof, readAt, lease.order().expiresAt());
      } else {
        settlements.unanswered(lease, cause);
      }
    }
  }

  /**
   * Whether what holds now can only be our write: it was absent before. A product that keeps keys
   * is asked again instead, as only its answer tells the state before.
   */
  private static boolean ownEffect(Lease lease) {
    return lease.assurance() == Assurance.READABLE
        && (lease.standing() != Lease.Standing.ESTABLISH || "ABSENT".equals(lease.found()));
  }

  private static boolean notification(Lease lease) {
    return lease.order().capability().id().startsWith("notify.");
  }
}
