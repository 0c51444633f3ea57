package org.rempart.core.response;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorException;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.Proof;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.Changes;
import org.rempart.core.task.TaskBoard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Undoes at the products what nobody claims any more, latest first, and reads back that it is gone.
 * Several instances of the application share the work by leases.
 */
@Component
class Reverter {

  private static final Logger LOG = LoggerFactory.getLogger(Reverter.class);
  private static final Actor ACTOR = Actor.system("reverter");

  /** After so many tries a product that takes the order and still shows it goes to a person. */
  private static final int STUBBORN = 8;

  /**
   * So many looks a product gets to act after it took the order. What is told again while the first
   * order is on its way is done twice.
   */
  private static final int ON_ITS_WAY = 4;

  private final RevertJournal journal;
  private final Transactions transactions;
  private final Chronicle chronicle;
  private final Changes changes;
  private final ObjectProvider<TaskBoard> tasks;
  private final ResponseSettings settings;
  private final Sentences sentences;
  private final Bell bell;

  /** One for each site: a link that is down there keeps no other site's people cut off. */
  private final Lanes lanes = new Lanes();

  Reverter(
      RevertJournal journal,
      Transactions transactions,
      Chronicle chronicle,
      Changes changes,
      ObjectProvider<TaskBoard> tasks,
      ResponseSettings settings,
      Sentences sentences,
      Bell bell) {
    this.journal = journal;
    this.transactions = transactions;
    this.chronicle = chronicle;
    this.changes = changes;
    this.tasks = tasks;
    this.settings = settings;
    this.sentences = sentences;
    this.bell = bell;
  }

  @EventListener(ApplicationReadyEvent.class)
  void listen() {
    bell.onRing(this::poll);
  }

  @Scheduled(fixedDelayString = "${rempart.response.poll:500ms}")
  void poll() {
    Thread.startVirtualThread(this::look);
  }

  /** Undoes what is due, except at sites that another thread is at. */
  void look() {
    try {
      while (lanes.work(this::due)) {
        LOG.debug("another round of reverts");
      }
    } catch (RuntimeException e) {
      LOG.warn("reverts could not be taken up; the next round tries again: {}", e.toString());
    }
  }

  private Map<String, Runnable> due(Set<String> others) {
    Map<String, List<Revert>> bySite =
        transactions.run(() -> journal.take(settings.lease(), others)).stream()
            .collect(Collectors.groupingBy(Revert::site));
    Map<String, Runnable> due = new HashMap<>();
    bySite.forEach((site, taken) -> due.put(site, () -> undoAll(taken)));
    return due;
  }

  private void undoAll(List<Revert> taken) {
    int from = 0;
    for (int i = 1; i <= taken.size(); i++) {
      boolean full = i < taken.size() && i - from == limit(taken.get(from));
      if (i == taken.size() || full || !taken.get(from).sameCall(taken.get(i))) {
        undo(taken.subList(from, i));
        from = i;
      }
    }
  }

  private static int limit(Revert revert) {
    return revert.service() == null ? Integer.MAX_VALUE : revert.service().offer().batchLimit();
  }

  /** What comes late in a round may be another's by now, or stopped. */
  private void undo(List<Revert> batch) {
    List<Revert> ours = transactions.run(() -> journal.keep(batch, settings.lease()));
    if (!ours.isEmpty()) {
      List<Revert.Ended> ended = called(ours);
      transactions.run(() -> store(ours, ended));
    }
  }

  private List<Revert.Ended> called(List<Revert> batch) {
    ConnectorRegistry.Service service = batch.getFirst().service();
    if (service == null) {
      String why =
          sentences.say(
              "message.connector-gone", Map.of("connector", batch.getFirst().connector()));
      return batch.stream().map(r -> later(r, why)).toList();
    }
    List<Revert.Ended> ended = new ArrayList<>();
    List<Revert> ours = batch.stream().filter(r -> !r.theirs()).toList();
    batch.stream().filter(Revert::theirs).forEach(r -> ended.add(untouched(r)));
    if (!ours.isEmpty()) {
      ended.addAll(reverted(service.connector(), ours));
    }
    return ended;
  }

  /**
   * Who has, or may have, taken the order is read first, and told again only if it goes on holding.
   */
  private List<Revert.Ended> reverted(Connector connector, List<Revert> batch) {
    List<Revert.Ended> ended = new ArrayList<>();
    List<Revert> toTell = new ArrayList<>();
    List<Revert> told = batch.stream().filter(Revert::takenBack).toList();
    Map<String, Proof> proofs = told.isEmpty() ? Map.of() : read(connector, told);
    for (Revert revert : batch) {
      Proof proof = proofs.get(revert.order().key());
      boolean holds = known(proof) && !gone(revert, proof);
      if (!revert.takenBack() || (holds && revert.attempts() > ON_ITS_WAY)) {
        toTell.add(revert);
      } else {
        ended.add(read(revert, proof));
      }
    }
    if (!toTell.isEmpty()) {
      ended.addAll(told(connector, toTell));
    }
    return ended;
  }

  private List<Revert.Ended> told(Connector connector, List<Revert> batch) {
    Map<String, Outcome> outcomes = new HashMap<>();
    try {
      connector
          .revert(batch.stream().map(Revert::reversal).toList())
          .forEach(o -> outcomes.put(o.key(), o));
    } catch (OutcomeUnknownException e) {
      return batch.stream().map(r -> waiting(r, e.getMessage(), true)).toList();
    } catch (ConnectorException e) {
      return batch.stream().map(r -> later(r, e.getMessage())).toList();
    } catch (RuntimeException e) {
      LOG.error("connector {} failed unexpectedly at a revert", connector.id(), e);
      String why = sentences.say("message.connector-fault", Map.of("connector", connector.id()));
      return batch.stream().map(r -> failed(r, why)).toList();
    }
    Map<String, Proof> proofs = read(connector, batch);
    return batch.stream()
        .map(r -> ended(r, outcomes.get(r.order().key()), proofs.get(r.order().key())))
        .toList();
  }

  private Revert.Ended ended(Revert revert, @Nullable Outcome outcome, @Nullable Proof proof) {
    return switch (outcome) {
      case Outcome.Refused refused -> failed(revert, refused.message());
      case Outcome.Done done -> read(revert, proof);
      case null -> later(revert, sentences.say("message.unreadable"));
    };
  }

  /** What a read-back means once the product has taken the order. */
  private Revert.Ended read(Revert revert, @Nullable Proof proof) {
    if (!known(proof)) {
      return unread(revert, proof);
    }
    if (!gone(revert, proof)) {
      String why = sentences.say("message.still-there");
      return revert.attempts() < STUBBORN ? waiting(revert, why, true) : failed(revert, why);
    }
    return new Revert.Ended(
        revert.containmentId(),
        revert.fencing(),
        "REVERTED",
        null,
        null,
        true,
        proof.result().name(),
        proof.readAt(),
        proof.evidence());
  }

  /** A product that is away is waited for; one that answers and never tells goes to a person. */
  private Revert.Ended unread(Revert revert, @Nullable Proof proof) {
    String why =
        proof == null
            ? sentences.say("message.unreadable")
            : sentences.say("message.untold", Map.of("evidence", proof.evidence()));
    boolean over = revert.attempts() >= settings.doubtAttempts();
    return over && revert.reachable() ? failed(revert, why) : waiting(revert, why, true);
  }

  private static boolean known(@Nullable Proof proof) {
    return proof != null && proof.result() != Proof.Result.UNKNOWN;
  }

  /** What stood there before Rempart is still there after a good revert. */
  private static boolean gone(Revert revert, Proof proof) {
    return proof.result() == Proof.Result.ABSENT || !revert.stateBefore().isEmpty();
  }

  private Map<String, Proof> read(Connector connector, List<Revert> batch) {
    Map<String, Proof> proofs = new HashMap<>();
    List<Order> orders = batch.stream().map(Revert::order).toList();
    try {
      connector.verify(orders).forEach(p -> proofs.put(p.key(), p));
    } catch (RuntimeException e) {
      LOG.warn("connector {} can't be read back: {}", connector.id(), e.toString());
    }
    return proofs;
  }

  private void store(List<Revert> batch, List<Revert.Ended> ended) {
    Set<UUID> ours = journal.store(ended);
    Map<UUID, Revert> reverts = new HashMap<>();
    batch.forEach(r -> reverts.put(r.containmentId(), r));
    Map<UUID, List<Chronicle.Event>> told = new HashMap<>();
    for (Revert.Ended one : ended) {
      Revert revert = reverts.get(one.containmentId());
      if (revert == null || !ours.contains(one.containmentId()) || one.retrySeconds() != null) {
        continue;
      }
      changes.changed("containment", one.containmentId());
      told.computeIfAbsent(revert.incidentId(), id -> new ArrayList<>()).add(event(revert, one));
      if (one.state().equals("REVERT_FAILED")) {
        askForRepair(revert, one);
      }
    }
    told.forEach((incident, events) -> chronicle.tell(incident, ACTOR, events));
    Transactions.afterCommit(bell::ring);
  }

  private void askForRepair(Revert revert, Revert.Ended ended) {
    Order order = revert.order();
    Map<String, Object> context =
        Map.of(
            "containmentId", revert.containmentId().toString(),
            "capability", order.capability().id(),
            "connector", revert.connector(),
            "target", order.target().value(),
            "message",
                order.capability()
                    + " "
                    + order.target()
                    + " ("
                    + revert.connector()
                    + "): "
                    + ended.message());
    tasks
        .getObject()
        .open(
            new TaskBoard.Repair(
                revert.incidentId(), "revert-failed", context, List.of("responders")));
  }

  private static Chronicle.Event event(Revert revert, Revert.Ended ended) {
    boolean failed = ended.state().equals("REVERT_FAILED");
    String evidence = ended.evidence() == null ? "" : ended.evidence();
    return new Chronicle.Event(
        failed ? "containment.revert-failed" : "containment.reverted",
        "containment",
        revert.containmentId(),
        revert.order().capability().id(),
        revert.connector(),
        revert.order().target().value(),
        Map.of("message", ended.message() == null ? "" : ended.message(), "evidence", evidence),
        null);
  }

  private Revert.Ended later(Revert revert, @Nullable String why) {
    return waiting(revert, why, revert.takenBack());
  }

  private Revert.Ended waiting(Revert revert, @Nullable String why, boolean takenBack) {
    double wait = settings.backOff(revert.attempts()).toMillis() / 1000.0;
    return ended(revert, "REVERTING", why, wait, takenBack);
  }

  private static Revert.Ended failed(Revert revert, @Nullable String why) {
    return ended(revert, "REVERT_FAILED", why, null, false);
  }

  private static Revert.Ended untouched(Revert revert) {
    return ended(revert, "REVERTED", null, null, false);
  }

  private static Revert.Ended ended(
      Revert revert, String state, @Nullable String why, @Nullable Double wait, boolean takenBack) {
    return new Revert.Ended(
        revert.containmentId(), revert.fencing(), state, why, wait, takenBack, null, null, null);
  }
}
