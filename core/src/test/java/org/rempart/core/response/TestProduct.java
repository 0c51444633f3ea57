package org.rempart.core.response;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Health;
import org.rempart.connector.Holding;
import org.rempart.connector.Offer;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.Reversal;
import org.rempart.connector.Target;

/**
 * A product in memory that keeps state like a real one, keys included where it is KEYED, and
 * misbehaves on demand. What it keeps outlives a crash of the caller.
 */
final class TestProduct implements Connector {

  /** Who put an entry there, when it was not us. */
  static final String SOMEBODY_ELSE = "somebody-else";

  /** How the next call goes wrong. */
  enum Fault {
    AWAY,
    TIMEOUT_BEFORE_EFFECT,
    TIMEOUT_AFTER_EFFECT,
    CRASH_BEFORE_EFFECT,
    CRASH_AFTER_EFFECT,
    BUG_AFTER_EFFECT,
    CRASH_AT_READ,
    UNREADABLE,
    REFUSE,
    IGNORE
  }

  /** The caller's process dies here. */
  static final class Crash extends Error {
    Crash() {
      super("the process dies here");
    }
  }

  final Map<String, String> state = new ConcurrentHashMap<>();
  final List<Order> written = new ArrayList<>();

  /** The orders of which it was asked what they came to. */
  final List<Order> read = new ArrayList<>();

  /** The end that was told last per target. */
  final Map<String, Instant> toldUntil = new ConcurrentHashMap<>();

  final List<String> reverted = new ArrayList<>();
  final AtomicInteger executions = new AtomicInteger();
  final AtomicInteger reverts = new AtomicInteger();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final String id;
  private final List<Offer> offers;
  volatile Runnable beforeWrite = () -> {};
  volatile Runnable beforeRead = () -> {};
  volatile Runnable beforeRevert = () -> {};

  /** How long it may not show what it has taken. */
  volatile Duration lag = Duration.ZERO;

  /** Whether it answers when asked how it is. */
  volatile boolean reachable = true;

  TestProduct(String id, Offer... offers) {
    this.id = id;
    this.offers = List.of(offers);
  }

  TestProduct next(Fault... next) {
    faults.addAll(List.of(next));
    return this;
  }

  /** Faults that did not come about are off. */
  synchronized void forget() {
    faults.clear();
  }

  void reset() {
    state.clear();
    written.clear();
    read.clear();
    toldUntil.clear();
    reverted.clear();
    faults.clear();
    executions.set(0);
    reverts.set(0);
    beforeWrite = () -> {};
    beforeRead = () -> {};
    beforeRevert = () -> {};
    reachable = true;
    lag = Duration.ZERO;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String product() {
    return "test double";
  }

  @Override
  public boolean practice() {
    return false;
  }

  @Override
  public List<Offer> offers() {
    return offers.stream().map(offer -> offer.withLag(lag)).toList();
  }

  @Override
  public List<Outcome> execute(List<Order> batch) {
    Fault fault =
        at(
            Fault.AWAY,
            Fault.TIMEOUT_BEFORE_EFFECT,
            Fault.CRASH_BEFORE_EFFECT,
            Fault.REFUSE,
            Fault.TIMEOUT_AFTER_EFFECT,
            Fault.CRASH_AFTER_EFFECT,
            Fault.BUG_AFTER_EFFECT,
            Fault.IGNORE);
    if (fault == Fault.AWAY) {
      throw new ProductUnavailableException(id + " is away", null);
    }
    if (fault == Fault.TIMEOUT_BEFORE_EFFECT) {
      throw new OutcomeUnknownException(id + " did not answer", null);
    }
    if (fault == Fault.CRASH_BEFORE_EFFECT) {
      throw new Crash();
    }
    if (fault == Fault.REFUSE) {
      return batch.stream().<Outcome>map(o -> new Outcome.Refused(o.key(), "NO", "no")).toList();
    }
    beforeWrite.run();
    executions.incrementAndGet();
    List<Outcome> outcomes =
        batch.stream().map(o -> fault == Fault.IGNORE ? done(o, Map.of()) : write(o)).toList();
    if (fault == Fault.TIMEOUT_AFTER_EFFECT) {
      throw new OutcomeUnknownException(id + " did not answer", null);
    }
    if (fault == Fault.CRASH_AFTER_EFFECT) {
      throw new Crash();
    }
    if (fault == Fault.BUG_AFTER_EFFECT) {
      throw new IllegalStateException("a bug of the connector");
    }
    return outcomes;
  }

  private synchronized Outcome write(Order order) {
    Optional.ofNullable(order.expiresAt()).ifPresent(u -> toldUntil.put(order.target().value(), u));
    boolean keyed = offer(order).assurance() == Assurance.KEYED;
    String before = state.putIfAbsent(order.target().value(), order.key());
    if (before == null || offer(order).assurance() == Assurance.BLIND) {
      written.add(order);
    }
    boolean ours = before == null || (keyed && before.equals(order.key()));
    return done(order, ours ? Map.of() : Map.of("present", "true"));
  }

  private Outcome done(Order order, Map<String, String> before) {
    return new Outcome.Done(
        order.key(), before, id + "-" + Integer.toHexString(order.key().hashCode()));
  }

  @Override
  public List<Proof> verify(List<Order> batch) {
    beforeRead.run();
    read.addAll(batch);
    Fault fault = at(Fault.CRASH_AT_READ, Fault.UNREADABLE);
    if (fault == Fault.CRASH_AT_READ) {
      throw new Crash();
    }
    return batch.stream().map(o -> proof(o, fault)).toList();
  }

  private Proof proof(Order order, Fault fault) {
    Proof.Result result =
        fault == Fault.UNREADABLE
            ? Proof.Result.UNKNOWN
            : state.containsKey(order.target().value()) ? Proof.Result.HOLDS : Proof.Result.ABSENT;
    return new Proof(order.key(), result, Instant.now(), "read " + order.target());
  }

  @Override
  public List<Outcome> revert(List<Reversal> batch) {
    Fault fault =
        at(
            Fault.AWAY,
            Fault.REFUSE,
            Fault.IGNORE,
            Fault.CRASH_AFTER_EFFECT,
            Fault.TIMEOUT_AFTER_EFFECT);
    if (fault == Fault.AWAY) {
      throw new ProductUnavailableException(id + " is away", null);
    }
    beforeRevert.run();
    reverts.incrementAndGet();
    if (fault == Fault.REFUSE) {
      return batch.stream()
          .<Outcome>map(r -> new Outcome.Refused(r.order().key(), "NO", "no right to remove"))
          .toList();
    }
    if (fault == Fault.IGNORE) {
      return batch.stream().map(r -> done(r.order(), Map.of())).toList();
    }
    batch.forEach(r -> reverted.add(r.order().target().value()));
    batch.stream()
        .filter(r -> r.stateBefore().isEmpty())
        .forEach(r -> state.remove(r.order().target().value()));
    if (fault == Fault.CRASH_AFTER_EFFECT) {
      throw new Crash();
    }
    if (fault == Fault.TIMEOUT_AFTER_EFFECT) {
      throw new OutcomeUnknownException(id + " did not answer", null);
    }
    return batch.stream().map(r -> done(r.order(), Map.of())).toList();
  }

  @Override
  public Optional<List<Holding>> holdings(Capability capability) {
    Offer listed = offers.getFirst();
    return listed.assurance() != Assurance.KEYED || !listed.capability().equals(capability)
        ? Optional.empty()
        : Optional.of(state.keySet().stream().map(t -> holding(listed, t)).toList());
  }

  private Holding holding(Offer offer, String target) {
    String key = state.get(target);
    return new Holding(
        new Target(offer.targetKind(), target),
        SOMEBODY_ELSE.equals(key) ? null : key,
        "listed " + target);
  }

  @Override
  public Health health() {
    return new Health(reachable, reachable, reachable, Duration.ZERO, "fine");
  }

  private Offer offer(Order order) {
    return offers.stream()
        .filter(o -> o.capability().equals(order.capability()))
        .findFirst()
        .orElseThrow();
  }

  /** Takes the next fault if it is one that can happen here. */
  private synchronized Fault at(Fault... possible) {
    Fault next = faults.peek();
    return next != null && List.of(possible).contains(next) ? faults.poll() : null;
  }
}
