package org.rempart.bench.burst;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.rempart.bench.stack.BenchAlert;

/**
 * One host that many strangers attack in the same way, so that all of it is one incident.
 *
 * @param victim the host's address, which no other attack has
 * @param attackers their addresses, in the order in which they come; no other attack has them
 */
record Attack(String victim, List<String> attackers) {

  /** As many as the benchmarks' range has addresses. */
  static final int MOST_ATTACKERS = 1 << 17;

  /**
   * Draws attacks.
   *
   * @throws IllegalArgumentException when there are not so many addresses
   */
  static List<Attack> drawn(int attacks, int attackers, long seed) {
    if (attackers < 1 || (long) attacks * attackers > MOST_ATTACKERS) {
      throw new IllegalArgumentException(
          "between 1 and " + MOST_ATTACKERS + " attackers over all rounds can be played");
    }
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, MOST_ATTACKERS).boxed().toList());
    Collections.shuffle(numbers, new Random(seed));
    return IntStream.range(0, attacks)
        .mapToObj(n -> of(n, numbers.subList(n * attackers, (n + 1) * attackers)))
        .toList();
  }

  private static Attack of(int n, List<Integer> numbers) {
    String victim = "10.200.%d.%d".formatted(n / 250, n % 250 + 1);
    return new Attack(victim, numbers.stream().map(BenchAlert::attacker).toList());
  }
}
