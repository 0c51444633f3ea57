package org.rempart.connector.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Health;
import org.rempart.connector.Holding;
import org.rempart.connector.Offer;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Proof.Result;
import org.rempart.connector.Reversal;

/**
 * A product whose word is tried out: where it says that an address is blocked or a host isolated, a
 * connection is attempted. One that is answered makes the proof UNKNOWN: product and network
 * contradict each other, and a person has to look. A try that can't be made changes nothing.
 */
public final class ProbedConnector implements Connector {

  /** What a connection can disprove. */
  private static final Set<Capability> TRIED =
      Set.of(Capability.BLOCK_ADDRESS, Capability.ISOLATE_HOST);

  /** Most targets of one batch that are tried: a burst must not wait for its probes. */
  private static final int MOST = 16;

  private final Connector product;
  private final Map<Capability, Probe> probes;
  private final List<Integer> ports;
  private final AutoCloseable end;

  /**
   * @param product whose word is tried out
   * @param probes what tries it, by capability; others than blocks of addresses and isolations of
   *     hosts are left alone
   * @param ports TCP ports that are tried, one after the other until one answers
   * @param end what is to be closed with the connector
   */
  ProbedConnector(
      Connector product, Map<Capability, Probe> probes, List<Integer> ports, AutoCloseable end) {
    this.product = product;
    this.probes = Map.copyOf(probes);
    this.ports = List.copyOf(ports);
    this.end = end;
  }

  @Override
  public List<Proof> verify(List<Order> batch) {
    List<Proof> read = product.verify(batch);
    Capability capability = batch.getFirst().capability();
    Probe probe = probes.get(capability);
    return probe == null || !TRIED.contains(capability) ? read : tried(probe, batch, read);
  }

  private List<Proof> tried(Probe probe, List<Order> batch, List<Proof> read) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Proof>> all = new ArrayList<>();
      int tries = 0;
      for (int i = 0; i < read.size(); i++) {
        Proof proof = read.get(i);
        String target = batch.get(i).target().value();
        boolean asks = proof.result() == Result.HOLDS && tries < MOST;
        tries += asks ? 1 : 0;
        all.add(threads.submit(() -> asks ? tried(probe, target, proof) : proof));
      }
      return all.stream().map(ProbedConnector::done).toList();
    }
  }

  private Proof tried(Probe probe, String target, Proof proof) {
    List<String> silent = new ArrayList<>();
    for (int port : ports) {
      switch (probe.ask(target, port)) {
        case SPOKE -> {
          String contradiction =
              "; yet %s answers a connection from %s to port %d"
                  .formatted(target, probe.from(), port);
          return new Proof(
              proof.key(), Result.UNKNOWN, proof.readAt(), proof.evidence() + contradiction);
        }
        case SILENT -> silent.add(Integer.toString(port));
        case UNTRIED -> {}
      }
    }
    String agreed =
        silent.isEmpty()
            ? "; a connection could not be tried from " + probe.from()
            : "; no answer from %s to %s on port %s"
                .formatted(target, probe.from(), String.join(", ", silent));
    return new Proof(proof.key(), proof.result(), proof.readAt(), proof.evidence() + agreed);
  }

  private static Proof done(Future<Proof> proof) {
    try {
      return proof.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a containment was tried out", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public List<Proof> found(List<Order> batch) {
    return product.found(batch);
  }

  @Override
  public String id() {
    return product.id();
  }

  @Override
  public String product() {
    return product.product();
  }

  @Override
  public boolean practice() {
    return product.practice();
  }

  @Override
  public List<Offer> offers() {
    return product.offers();
  }

  @Override
  public List<Outcome> execute(List<Order> batch) {
    return product.execute(batch);
  }

  @Override
  public List<Outcome> revert(List<Reversal> batch) {
    return product.revert(batch);
  }

  @Override
  public Optional<List<Holding>> holdings(Capability capability) {
    return product.holdings(capability);
  }

  @Override
  public Health health() {
    return product.health();
  }

  @Override
  public void close() {
    try (end) {
      product.close();
    } catch (Exception e) {
      throw new IllegalStateException("a probe could not be closed", e);
    }
  }
}
