package org.rempart.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

  private Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private final LoginThrottle throttle = new LoginThrottle(new Moving());

  @Test
  void fourMistakesCostNothing() {
    fail(4);

    assertThat(throttle.pause("awa", "10.0.0.1")).isZero();
  }

  @Test
  void everyFurtherMistakeDoublesThePauseUpToAQuarterOfAnHour() {
    fail(5);
    assertThat(throttle.pause("awa", "10.0.0.1")).isEqualTo(Duration.ofSeconds(5));
    fail(1);
    assertThat(throttle.pause("awa", "10.0.0.1")).isEqualTo(Duration.ofSeconds(10));
    fail(100);
    assertThat(throttle.pause("awa", "10.0.0.1")).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void thePauseEnds() {
    fail(5);
    now = now.plusSeconds(5);

    assertThat(throttle.pause("awa", "10.0.0.1")).isZero();
  }

  @Test
  void nobodyLocksAResponderOutFromElsewhere() {
    fail(50);

    assertThat(throttle.pause("awa", "10.0.0.2")).isZero();
  }

  @Test
  void aSuccessForgetsTheMistakes() {
    fail(5);
    throttle.succeeded("awa", "10.0.0.1");
    fail(1);

    assertThat(throttle.pause("awa", "10.0.0.1")).isZero();
  }

  private void fail(int times) {
    for (var i = 0; i < times; i++) {
      throttle.failed("awa", "10.0.0.1");
    }
  }

  private final class Moving extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
