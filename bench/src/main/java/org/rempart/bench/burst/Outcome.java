package org.rempart.bench.burst;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.bench.burst.JournalView.Marks;
import org.rempart.bench.burst.JournalView.Standing;
import org.rempart.bench.stack.StageTimes;

/**
 * What became of one attack.
 *
 * @param attackers how many there were
 * @param sending time from the first alert to the last
 * @param lastSent when the last alert was handed to Kafka's client
 * @param at when the last of the blocks came to each stage, in the stages' order; a stage that was
 *     not reached has {@code null}
 * @param inside what the application's own timers say of this attack
 */
record Outcome(
    int attackers,
    Duration sending,
    Instant lastSent,
    Map<String, @Nullable Instant> at,
    Standing standing,
    Marks marks,
    Kernel kernel,
    StageTimes inside) {

  private static final String BLOCK = "network.block-address";

  /** Whether every block is in the journal as proven and in the kernel once, and no other is. */
  boolean complete() {
    return standing.incidents() == 1
        && standing.verified() == attackers
        && kernel.there() == attackers
        && kernel.strangers() == 0
        && kernel.doubled() == 0;
  }

  /** From the last alert until all are proven in the journal, in milliseconds; NaN for never. */
  double millis() {
    return millis("store: holds in the journal");
  }

  /** The figures, a line each. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "%d alerts in %d ms into %d incident(s); %d actions in %d responses",
            attackers,
            sending.toMillis(),
            standing.incidents(),
            marks.actions(),
            marks.responses()));
    lines.add(line("last alert → all verified %,10.0f ms", millis()));
    at.keySet().forEach(stage -> lines.add(line("  %-30s +%,7.0f ms", stage, millis(stage))));
    lines.add("  within the application, its own timers, over all responses:");
    for (String stage : List.of("guardrails", "journal", "execute", "verify")) {
      double spent = inside.millis(stage, BLOCK);
      lines.add(line("    %-28s %,8.0f ms  %6.2f ms an action", stage, spent, spent / attackers));
    }
    lines.add(
        line(
            "journal: %d of %d verified, %d proofs that hold; kernel: %d of %d there, %d that no"
                + " journal knows, %d blocked twice",
            standing.verified(),
            attackers,
            marks.holds(),
            kernel.there(),
            attackers,
            kernel.strangers(),
            kernel.doubled()));
    return lines;
  }

  private double millis(String stage) {
    Instant reached = at.get(stage);
    return reached == null ? Double.NaN : Duration.between(lastSent, reached).toNanos() / 1e6;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /**
   * What the kernel's own list says.
   *
   * @param there how many of the attackers are in the set
   * @param strangers how many are in the set that the journal does not have in force
   * @param doubled how many attackers entered the set more than once
   */
  record Kernel(long there, long strangers, long doubled) {}
}
