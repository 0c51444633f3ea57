package org.rempart.app.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing. Failures are counted per login <em>and</em> address, so that an attacker
 * can't lock a responder out from elsewhere: from the {@value #FREE}th failure on, each costs twice
 * the pause of the one before, up to 15 minutes. Counts live in memory, for {@value #REMEMBERED}
 * pairs.
 */
@Component
class LoginThrottle {

  private static final int FREE = 5;
  private static final int REMEMBERED = 10_000;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

  private final Clock clock;
  private final Map<Attempt, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Attempt, Failures> eldest) {
          return size() > REMEMBERED;
        }
      };

  LoginThrottle() {
    this(Clock.systemUTC());
  }

  LoginThrottle(Clock clock) {
    this.clock = clock;
  }

  /** How long this login must wait before its next attempt from this address; zero for not. */
  synchronized Duration pause(String login, String address) {
    var failed = failures.get(new Attempt(login, address));
    if (failed == null || !clock.instant().isBefore(failed.until())) {
      return Duration.ZERO;
    }
    return Duration.between(clock.instant(), failed.until());
  }

  /** Notes a failed attempt. */
  synchronized void failed(String login, String address) {
    failures.merge(
        new Attempt(login, address), new Failures(1, clock.instant()), (old, one) -> next(old));
  }

  /** Forgets the failures after a success. */
  synchronized void succeeded(String login, String address) {
    failures.remove(new Attempt(login, address));
  }

  private Failures next(Failures old) {
    var count = old.count() + 1;
    if (count < FREE) {
      return new Failures(count, clock.instant());
    }
    var doublings = Math.min(count - FREE, 10);
    var pause = FIRST_PAUSE.multipliedBy(1L << doublings);
    var capped = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    return new Failures(count, clock.instant().plus(capped));
  }

  private record Attempt(String login, String address) {}

  private record Failures(int count, Instant until) {}
}
