package org.rempart.bench.contain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.bench.stack.Latencies;
import org.rempart.bench.stack.StageTimes;

/** Where the time of many containments went. All times come from one machine's clock. */
final class Stages {

  private static final String BLOCK = "network.block-address";
  private static final String TOGETHER = "guardrails-journal";

  private final int expected;
  private final Latencies executed = new Latencies();
  private final Latencies verified = new Latencies();
  private final Map<String, Latencies> stages = new LinkedHashMap<>();
  private final List<String> doubled;
  private final StageTimes inside;

  /**
   * @param expected how many containments there should be
   * @param doubled addresses that were blocked more than once
   * @param inside what the application's own timers say of this run
   */
  Stages(int expected, List<String> doubled, StageTimes inside) {
    this.expected = expected;
    this.doubled = doubled;
    this.inside = inside;
  }

  /**
   * Adds one containment.
   *
   * @param produced when the alert was handed to Kafka
   * @param marks times of the stages in their order; the last but one is the execution, the last
   *     the proof
   * @param blockedAt when the firewall itself says the block came, or {@code null}
   */
  void add(Instant produced, Map<String, Instant> marks, @Nullable Instant blockedAt) {
    Instant before = produced;
    Instant last = produced;
    for (Map.Entry<String, Instant> mark : marks.entrySet()) {
      stages
          .computeIfAbsent(mark.getKey(), name -> new Latencies())
          .addMillis(millis(before, mark.getValue()));
      before = mark.getValue();
      last = mark.getValue();
    }
    Instant execution = marks.get(Containment.EXECUTED);
    executed.addMillis(millis(produced, blockedAt != null ? blockedAt : execution));
    verified.addMillis(millis(produced, last));
  }

  Latencies verified() {
    return verified;
  }

  /** Whether every alert ended as one proven block. */
  boolean complete() {
    return verified.count() == expected && doubled.isEmpty();
  }

  /** The figures, a line each. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("alert → executed                  " + executed.line());
    lines.add("alert → verified                  " + verified.line());
    stages.forEach((name, times) -> lines.add(String.format("  %-32s%s", name, times.line())));
    lines.add("within the application, per action (its own timers):");
    lines.add(inside("guardrails", "guardrails"));
    lines.add(inside("journal", "journal"));
    lines.add(inside("guardrails and journal", TOGETHER));
    if (!complete()) {
      lines.add(
          "MISSING: "
              + (expected - verified.count())
              + " of "
              + expected
              + " not verified; doubled: "
              + doubled);
    }
    return lines;
  }

  /** What guardrails and journal cost an action together, in milliseconds. */
  double together(double percentile) {
    return inside.percentile(TOGETHER, BLOCK, percentile);
  }

  private String inside(String name, String stage) {
    return String.format(
        Locale.ROOT,
        "  %-32sn=%-5d p50 %7.2f ms   p95 %7.2f ms   p99 %7.2f ms",
        name,
        inside.count(stage, BLOCK),
        inside.percentile(stage, BLOCK, 50),
        inside.percentile(stage, BLOCK, 95),
        inside.percentile(stage, BLOCK, 99));
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
