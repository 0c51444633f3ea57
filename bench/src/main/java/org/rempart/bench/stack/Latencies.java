package org.rempart.bench.stack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measured times of one kind. Thread-safe. */
public final class Latencies {

  private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());

  /** Adds one, in nanoseconds. */
  public void addNanos(long nanos) {
    millis.add(nanos / 1e6);
  }

  /** Adds one, in milliseconds. */
  public void addMillis(double value) {
    millis.add(value);
  }

  /** How many there are. */
  public int count() {
    return millis.size();
  }

  /**
   * The nearest-rank percentile, in milliseconds.
   *
   * @param p above 0, at most 100
   */
  public double percentile(double p) {
    List<Double> sorted;
    synchronized (millis) {
      sorted = millis.stream().sorted().toList();
    }
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    return sorted.get((int) Math.ceil(p / 100 * sorted.size()) - 1);
  }

  /** {@code n, p50, p95, p99} in one line. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "n=%-5d p50 %7.1f ms   p95 %7.1f ms   p99 %7.1f ms",
        count(),
        percentile(50),
        percentile(95),
        percentile(99));
  }
}
