package org.rempart.bench.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
  private final Deque<Card> dealt = new ArrayDeque<>();
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
      List<Card> all = only == null ? everything() : List.of(crash(only));
      List<Card> shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, random);
      dealt.addAll(shuffled);
    }
    Card card = Objects.requireNonNull(dealt.poll());
    Hospital hospital = hospital(card);
    Story story = oneOf(card.stories().stream().filter(hospital::plays).toList());
    Fault fault = card.fault().apply(hospital);
    return new Scenario(
        number, story, hospital, machine(hospital, story), fault, random.nextBoolean());
  }

  /** Runs in which nothing goes wrong: they warm everything up, and must be clean as well. */
  List<Scenario> warmUp() {
    Fault nothing = new Fault.Nothing(Stage.CONTAIN);
    List<Scenario> runs = new ArrayList<>();
    for (Hospital hospital : Hospital.values()) {
      Machine machine = hospital.machines().getFirst();
      Story story = hospital.plays(Story.SHARED_ACCOUNT) ? Story.SHARED_ACCOUNT : Story.RANSOMWARE;
      int warm = runs.isEmpty() ? 0 : WARM + runs.size();
      runs.add(new Scenario(warm, story, hospital, machine, nothing, runs.size() % 2 == 1));
    }
    return runs;
  }

  /** Every fault that can be dealt. */
  private List<Card> everything() {
    List<Card> all = new ArrayList<>();
    CrashPoints.list().forEach(p -> all.add(crash(p)));
    for (Stage stage : Stage.values()) {
      for (Victim victim : Victim.values()) {
        int after = random.nextInt(LONGEST_WAIT_MS);
        Fault kill = new Fault.Kill(victim, stage, after, random.nextInt(LONGEST_AWAY_MS));
        all.add(Card.anywhere(EnumSet.allOf(Story.class), kill));
      }
      for (Role role : Role.values()) {
        if (stage == Stage.CONTAIN || role.reverts()) {
          troubles(role).forEach(t -> all.add(Card.at(role, t, stage, stories(role))));
        }
      }
    }
    return all;
  }

  private static Card crash(CrashPoint point) {
    Fault fault = new Fault.Crash(point);
    return point.need() == Need.READ_FIRST
        ? Card.with(Product::readFirst, ANY, fault)
        : Card.anywhere(stories(point.need()), fault);
  }

  /** What can go wrong with some product of this role, in one order. */
  private static List<Trouble> troubles(Role role) {
    return Stream.of(Trouble.values())
        .filter(
            t ->
                Stream.of(Product.values())
                    .anyMatch(p -> p.role() == role && p.troubles().contains(t)))
        .toList();
  }

  /** What stands there already is not written, so nothing on the way to it could go wrong. */
  private static Set<Story> stories(Role role) {
    return role == Role.ENDPOINTS
        ? ENDPOINT
        : EnumSet.complementOf(EnumSet.of(Story.HASTY_VERDICT, Story.BLOCKED_BEFORE));
  }

  private static Set<Story> stories(Need need) {
    return switch (need) {
      case ENDPOINT -> ENDPOINT;
      case APPROVAL -> EnumSet.of(Story.CLINICAL);
      case EXPIRY -> EnumSet.of(Story.EXPIRY);
      case LOST_ANSWER, AWAY -> EnumSet.of(Story.BRUTE_FORCE, Story.LEAK, Story.SHARED_BLOCK);
      case RESPONSE, READ_FIRST, RELEASE -> ANY;
    };
  }

  /**
   * Products have equal chances of what goes wrong between them and Rempart, stories of everything
   * else: some are told at one hospital alone, and two hospitals may have the same product.
   */
  private Hospital hospital(Card card) {
    if (card.products().isEmpty()) {
      Story story = oneOf(List.copyOf(card.stories()));
      return oneOf(hospitals(h -> h.plays(story)));
    }
    Product product = oneOf(card.products());
    return oneOf(
        hospitals(
            h -> h.products().contains(product) && card.stories().stream().anyMatch(h::plays)));
  }

  private static List<Hospital> hospitals(Predicate<Hospital> where) {
    return Stream.of(Hospital.values()).filter(where).toList();
  }

  private Machine machine(Hospital hospital, Story story) {
    return oneOf(
        hospital.machines().stream().filter(m -> m.clinical() == story.clinical()).toList());
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
