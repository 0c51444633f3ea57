package org.rempart.bench.faults;

import java.util.List;
import java.util.Set;
import org.rempart.bench.stack.BenchAlert;

/** What happens in a run, the fault aside. */
enum Story {
  /** Somebody tries passwords. */
  BRUTE_FORCE,
  /** The same, by an address that an administrator has blocked already. */
  BLOCKED_BEFORE,
  /** A password was found: block, sessions ended, account suspended. */
  FALLEN_ACCOUNT,
  /** Files are encrypted: host isolated, account suspended, block. */
  RANSOMWARE,
  /** The same on a machine that care depends on: a person must approve. */
  CLINICAL,
  /** Data goes out. */
  LEAK,
  /** Two incidents need the same block; first one, then the other turns out to be none. */
  SHARED_BLOCK,
  /** Two incidents need the same account suspended. */
  SHARED_ACCOUNT,
  /** A block's time is over before anybody decides. */
  EXPIRY,
  /** Somebody says that it is a false positive while it is being contained. */
  HASTY_VERDICT;

  /** The alerts of a run, by its number and machine. */
  List<Strike> strikes(int run, Machine machine) {
    String attacker = BenchAlert.attacker(2 * run);
    String other = BenchAlert.attacker(2 * run + 1);
    String host = "srv-" + run;
    return switch (this) {
      case BRUTE_FORCE, BLOCKED_BEFORE, EXPIRY -> List.of(Strike.bruteForce(attacker, host));
      case FALLEN_ACCOUNT -> List.of(Strike.fallenAccount(attacker, machine));
      case HASTY_VERDICT ->
          List.of(
              machine.account() == null
                  ? Strike.ransomware(attacker, machine)
                  : Strike.fallenAccount(attacker, machine));
      case RANSOMWARE, CLINICAL -> List.of(Strike.ransomware(attacker, machine));
      case LEAK -> List.of(Strike.leak(attacker, host));
      case SHARED_BLOCK ->
          List.of(Strike.bruteForce(attacker, host), Strike.leak(attacker, host + "-b"));
      case SHARED_ACCOUNT ->
          List.of(Strike.fallenAccount(attacker, machine), Strike.ransomware(other, machine));
    };
  }

  /** What stood there before Rempart. */
  Set<Effect> before(int run) {
    return this == BLOCKED_BEFORE ? Set.of(Effect.blocked(BenchAlert.attacker(2 * run))) : Set.of();
  }

  /** Whether an agent of the estate does something in it. */
  boolean touchesEndpoint() {
    return switch (this) {
      case FALLEN_ACCOUNT, RANSOMWARE, CLINICAL, SHARED_ACCOUNT, HASTY_VERDICT -> true;
      default -> false;
    };
  }

  /** Whether it is on a machine that care depends on. */
  boolean clinical() {
    return this == CLINICAL;
  }
}
