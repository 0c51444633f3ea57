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

  /** Runs what asks a guardrail. */
  <T> T guardrails(Supplier<T> work) {
    long begun = System.nanoTime();
    try {
      return work.get();
    } finally {
      guardrails += System.nanoTime() - begun;
    }
  }

  /** Runs what writes the journal, with its commit. */
  <T> T journal(Supplier<T> work) {
    long begun = System.nanoTime();
    try {
      return work.get();
    } finally {
      journal += System.nanoTime() - begun;
    }
  }

  /** Counts a part of what the journal took as the guardrails'. */
  void judged(Duration part) {
    guardrails += part.toNanos();
    journal -= part.toNanos();
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
