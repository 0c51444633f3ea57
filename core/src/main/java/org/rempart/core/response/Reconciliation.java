package org.rempart.core.response;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Holding;
import org.rempart.connector.Offer;
import org.rempart.connector.Proof;
import org.rempart.core.task.TaskBoard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Compares the register with the products: reads back whatever is in force and, where a product can
 * list what it holds, looks for what no containment asks for. It writes to no product; what differs
 * is shown, and a person's task where a person must decide.
 */
@Component
public class Reconciliation {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  /** What was never proven is read by {@link UnprovenActions}; a product may show it late. */
  private static final String IN_FORCE =
      """
      select c.* from containment c
      where c.state in ('IN_FORCE', 'VANISHED', 'REVERT_FAILED') and c.since is not null and c.connector = ? and c.capability = ?
        and (c.last_result = 'HOLDS' or c.state <> 'IN_FORCE' or exists (select 1 from containment_claim cl
          join action a on a.id = cl.action_id where cl.containment_id = c.id and a.verified_at is not null))
      order by c.last_read_at nulls first, c.id\
      """;

  private final JdbcClient jdbc;
  private final ConnectorRegistry registry;
  private final Breakers breakers;
  private final Readings readings;
  private final DriftRows drift;
  private final Transactions transactions;
  private final ObjectProvider<TaskBoard> tasks;
  private final Semaphore one = new Semaphore(1);

  Reconciliation(
      JdbcClient jdbc,
      ConnectorRegistry registry,
      Breakers breakers,
      Readings readings,
      DriftRows drift,
      Transactions transactions,
      ObjectProvider<TaskBoard> tasks) {
    this.jdbc = jdbc;
    this.registry = registry;
    this.breakers = breakers;
    this.readings = readings;
    this.drift = drift;
    this.transactions = transactions;
    this.tasks = tasks;
  }

  /** What differs now between the register and the products of these sites. */
  public List<Drift> drift(Collection<String> sites) {
    List<String> connectors =
        registry.all().stream()
            .filter(r -> sites.stream().anyMatch(r::serves))
            .map(r -> r.connector().id())
            .toList();
    return drift.list(sites, connectors);
  }

  /**
   * Compares with every product that answers now; returns at once while another thread is at it.
   * Must be called outside any transaction.
   */
  @Scheduled(
      fixedDelayString = "${rempart.response.reconcile:1h}",
      initialDelayString = "${rempart.response.reconcile:1h}")
  public void reconcile() {
    if (!one.tryAcquire()) {
      return;
    }
    try {
      registry.all().stream().map(ConnectorRegistration::connector).forEach(this::compare);
    } finally {
      one.release();
    }
  }

  private void compare(Connector connector) {
    for (Offer offer : connector.offers()) {
      if (!offer.reversible() || offer.assurance() == Assurance.BLIND) {
        continue;
      }
      if (breakers.resting(connector.id())) {
        LOG.info("{} does not answer; it is compared with at the next round", connector.id());
        return;
      }
      try {
        readBack(connector, offer);
        list(connector, offer.capability());
      } catch (RuntimeException e) {
        LOG.warn("{} could not be compared with: {}", connector.id(), e.toString());
      }
    }
  }

  private void readBack(Connector connector, Offer offer) {
    List<Place> places =
        jdbc.sql(IN_FORCE)
            .params(connector.id(), offer.capability().id())
            .query((row, n) -> Place.of(row))
            .list();
    for (int from = 0; from < places.size(); from += offer.batchLimit()) {
      List<Place> batch = places.subList(from, Math.min(from + offer.batchLimit(), places.size()));
      Map<String, Proof> proofs =
          connector.verify(batch.stream().map(Place::order).toList()).stream()
              .collect(Collectors.toMap(Proof::key, p -> p, (a, b) -> a));
      batch.forEach(
          place ->
              Optional.ofNullable(proofs.get(place.order().key()))
                  .ifPresent(proof -> readings.noted(place, proof)));
    }
  }

  /** Both looks at the rows: one that is undone or begun meanwhile is no drift. */
  private void list(Connector connector, Capability capability) {
    Set<String> explained = drift.live(connector.id(), capability);
    breakers
        .call(connector.id(), () -> connector.holdings(capability))
        .ifPresent(
            held -> {
              explained.addAll(drift.live(connector.id(), capability));
              Map<String, Holding> unexplained = new LinkedHashMap<>();
              held.stream()
                  .filter(h -> !explained.contains(DriftRows.place(h.target())))
                  .forEach(h -> unexplained.put(DriftRows.place(h.target()), h));
              transactions.run(() -> store(connector.id(), capability, unexplained));
            });
  }

  private void store(String connector, Capability capability, Map<String, Holding> unexplained) {
    for (Holding holding : unexplained.values()) {
      DriftRows.Sight sight = drift.seen(connector, capability, holding);
      if (holding.key() != null && sight.taskId() == null && sight.incidentId() != null) {
        ask(sight, sight.incidentId(), connector, capability, holding);
      }
    }
    Collection<String> present = new HashSet<>(unexplained.keySet());
    drift
        .gone(connector, capability, new ArrayList<>(present))
        .forEach(tasks.getObject()::withdrawRepair);
  }

  private void ask(
      DriftRows.Sight sight,
      UUID incidentId,
      String connector,
      Capability capability,
      Holding holding) {
    Map<String, Object> context =
        Map.of(
            "driftId", sight.id().toString(),
            "capability", capability.id(),
            "connector", connector,
            "target", holding.target().value(),
            "message",
                capability
                    + " "
                    + holding.target()
                    + " ("
                    + connector
                    + "): "
                    + holding.evidence());
    UUID task =
        tasks
            .getObject()
            .open(
                new TaskBoard.Repair(
                    incidentId, "containment-orphaned", context, List.of("responders")));
    drift.asked(sight.id(), task);
  }
}
