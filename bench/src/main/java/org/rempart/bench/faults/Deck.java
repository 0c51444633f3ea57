package org.rempart.bench.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rempart.bench.faults.CrashPoint.Need;
import org.rempart.bench.stack.Victim;

/**
 * Draws runs by a seed. Every fault is dealt once before any is dealt again, so that a long series
 * meets each and a short one is a fair sample.
 */
final class Deck {

  private static final int LONGEST_WAIT_MS = 3_000;

  /** A run's number that no drawn run has. */
  private static final int WARM = 30_000;

  private static final int LONGEST_AWAY_MS = 2_000;
  private static final Set<Story> ANY =
      EnumSet.complementOf(EnumSet.of(Story.EXPIRY, Story.HASTY_VERDICT));
  private static final Set<Story> ENDPOINT =
      EnumSet.of(Story.FALLEN_ACCOUNT, Story.RANSOMWARE, Story.SHARED_ACCOUNT);

  private final Random random;
  private final @Nullable CrashPoint only;
  private final Deque<Fault> dealt = new ArrayDeque<>();
  private int number;

  /**
   * @param only the one point to crash at in every run, or {@code null} to draw
   */
  Deck(long seed, @Nullable CrashPoint only) {
    this.random = new Random(seed);
    this.only = only;
  }

  Scenario draw() {
    number++;
    if (dealt.isEmpty()) {
      List<Fault> all = only == null ? everything() : List.of(new Fault.Crash(only));
      List<Fault> shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, random);
      dealt.addAll(shuffled);
    }
    Fault fault = dealt.poll();
    Story story = oneOf(stories(fault));
    return new Scenario(number, story, machine(story), fault, random.nextBoolean());
  }

  /** Runs in which nothing goes wrong: they warm everything up, and must be clean as well. */
  List<Scenario> warmUp() {
    Fault nothing = new Fault.Nothing(Stage.CONTAIN);
    Machine machine = Machine.ALL.getFirst();
    return List.of(
        new Scenario(0, Story.SHARED_ACCOUNT, machine, nothing, false),
        new Scenario(WARM, Story.SHARED_BLOCK, machine, nothing, true));
  }

  /** Every fault that can be dealt. */
  private List<Fault> everything() {
    List<Fault> all = new ArrayList<>();
    CrashPoints.list().forEach(p -> all.add(new Fault.Crash(p)));
    for (Stage stage : Stage.values()) {
      for (Victim victim : Victim.values()) {
        int after = random.nextInt(LONGEST_WAIT_MS);
        all.add(new Fault.Kill(victim, stage, after, random.nextInt(LONGEST_AWAY_MS)));
      }
      for (Product product : Product.values()) {
        for (Trouble trouble : product.troubles()) {
          if (stage == Stage.CONTAIN || product.reverts()) {
            all.add(new Fault.Disturbance(product, trouble, stage));
          }
        }
      }
    }
    return all;
  }

  private static Set<Story> stories(Fault fault) {
    return switch (fault) {
      case Fault.Crash crash -> stories(crash.point().need());
      case Fault.Kill kill -> EnumSet.allOf(Story.class);
      case Fault.Nothing nothing -> ANY;
      case Fault.Disturbance trouble when trouble.product() == Product.WAZUH -> ENDPOINT;
      // What stands there already is not written, so nothing on the way to it could go wrong.
      case Fault.Disturbance trouble ->
          EnumSet.complementOf(EnumSet.of(Story.HASTY_VERDICT, Story.BLOCKED_BEFORE));
    };
  }

  private static Set<Story> stories(Need need) {
    return switch (need) {
      case ENDPOINT -> ENDPOINT;
      case APPROVAL -> EnumSet.of(Story.CLINICAL);
      case EXPIRY -> EnumSet.of(Story.EXPIRY);
      case LOST_ANSWER, AWAY -> EnumSet.of(Story.BRUTE_FORCE, Story.LEAK, Story.SHARED_BLOCK);
      case RESPONSE, RELEASE -> ANY;
    };
  }

  private Machine machine(Story story) {
    return oneOf(Machine.ALL.stream().filter(m -> m.clinical() == story.clinical()).toList());
  }

  private <T> T oneOf(java.util.Collection<T> all) {
    return List.copyOf(all).get(random.nextInt(all.size()));
  }
}
