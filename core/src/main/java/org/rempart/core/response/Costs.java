package org.rempart.core.response;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.rempart.connector.Capability;

/**
 * What guardrails and journal take of one response's time, beside its products: the price of doing
 * it safely. Not thread-safe.
 */
final class Costs {

  private long guardrails;
  private long journal;
  private long neither;

  /** Runs what asks a guardrail, also in the midst of what writes the journal. */
  <T> T guardrails(Supplier<T> work) {
    long begun = System.nanoTime();
    try {
      return work.get();
    } finally {
      guardrails += System.nanoTime() - begun;
    }
  }

  /**
   * Runs what is done in the journal's transaction and is neither's: the incident's own steps, and
   * the search for targets, which there would be without journal and guardrails too.
   */
  <T> T beside(Supplier<T> work) {
    long begun = System.nanoTime();
    try {
      return work.get();
    } finally {
      neither += System.nanoTime() - begun;
    }
  }

  /** Runs what writes the journal, with its commit. */
  <T> T journal(Supplier<T> work) {
    long othersBefore = guardrails + neither;
    long begun = System.nanoTime();
    try {
      return work.get();
    } finally {
      journal += System.nanoTime() - begun - (guardrails + neither - othersBefore);
    }
  }

  /** Tells the meters, once the response is through. */
  void tell(MeterRegistry meters, Capability capability) {
    record(meters, "guardrails", capability, guardrails);
    record(meters, "journal", capability, journal);
    record(meters, "guardrails-journal", capability, guardrails + journal);
  }

  private static void record(
      MeterRegistry meters, String stage, Capability capability, long nanos) {
    ResponseMeters.stage(meters, stage, "", capability.id()).record(Duration.ofNanos(nanos));
  }
}
