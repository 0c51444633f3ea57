package org.rempart.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Works off a batch order by order, for products that take one at a time. */
public final class OneByOne {

  private OneByOne() {}

  /** Brings one order about. */
  public interface Step<T> {
    Outcome take(T order) throws Refusal;
  }

  /** Reads one order back. */
  public interface Reading {
    Proof take(Order order) throws Refusal;
  }

  /** Checks a product and answers one sentence about it. */
  public interface Check {
    String run() throws Refusal;
  }

  /** Executes each order; a product that goes away half-way leaves the outcome unknown. */
  public static List<Outcome> execute(List<Order> batch, Step<Order> step) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Order order : batch) {
      outcomes.add(outcome(order, () -> step.take(order), outcomes));
    }
    return outcomes;
  }

  /** Reverts each one, like {@link #execute}. */
  public static List<Outcome> revert(List<Reversal> batch, Step<Reversal> step) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Reversal reversal : batch) {
      outcomes.add(outcome(reversal.order(), () -> step.take(reversal), outcomes));
    }
    return outcomes;
  }

  /** Reads each order back; what can't be read is unknown. */
  public static List<Proof> verify(List<Order> batch, Reading reading) {
    return batch.stream().map(order -> proof(order, reading)).toList();
  }

  /** Reads each order before its first write; what is refused is unknown, who is away is away. */
  public static List<Proof> found(List<Order> batch, Reading reading) {
    return batch.stream().map(order -> proofUnlessAway(order, reading)).toList();
  }

  /**
   * Health by one call: a refusal with code {@code NOT_AUTHENTICATED} is about the credentials,
   * every other about rights or settings.
   */
  public static Health health(Check check) {
    long start = System.nanoTime();
    try {
      String detail = check.run();
      return new Health(true, true, true, since(start), detail);
    } catch (Refusal e) {
      boolean known = !e.code().equals("NOT_AUTHENTICATED");
      return new Health(true, known, false, since(start), e.getMessage());
    } catch (ConnectorException e) {
      return new Health(false, false, false, since(start), e.getMessage());
    }
  }

  private interface Call {
    Outcome run() throws Refusal;
  }

  private static Outcome outcome(Order order, Call call, List<Outcome> before) {
    try {
      return call.run();
    } catch (Refusal e) {
      return e.of(order);
    } catch (ProductUnavailableException e) {
      if (before.stream().anyMatch(Outcome.Done.class::isInstance)) {
        throw new OutcomeUnknownException("part of the batch was done: " + e.getMessage(), e);
      }
      throw e;
    }
  }

  private static Proof proof(Order order, Reading reading) {
    try {
      return proofUnlessAway(order, reading);
    } catch (ConnectorException e) {
      return unknown(order, e);
    }
  }

  private static Proof proofUnlessAway(Order order, Reading reading) {
    try {
      return reading.take(order);
    } catch (Refusal e) {
      return unknown(order, e);
    }
  }

  private static Proof unknown(Order order, Exception cause) {
    return new Proof(order.key(), Proof.Result.UNKNOWN, Instant.now(), cause.getMessage());
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
