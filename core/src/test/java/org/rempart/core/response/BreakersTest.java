package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.rempart.connector.ProductUnavailableException;

class BreakersTest {

  @Test
  void aProductThatDoesNotAnswerIsLeftAloneForAWhileAndOthersAreNot() {
    Breakers breakers = new Breakers();
    AtomicInteger calls = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      assertThatThrownBy(() -> breakers.call("fw-a", () -> away(calls)))
          .isInstanceOf(ProductUnavailableException.class);
    }
    assertThat(calls).hasValue(5);
    assertThat(breakers.<String>call("fw-b", () -> "fine")).isEqualTo("fine");
  }

  @Test
  void aRestEndsByItself() {
    Breakers breakers = new Breakers(Duration.ofMillis(200));
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> breakers.call("fw-a", () -> away(new AtomicInteger())))
          .isInstanceOf(ProductUnavailableException.class);
    }
    assertThat(breakers.resting("fw-a")).isTrue();
    await().until(() -> !breakers.resting("fw-a"));
  }

  private static String away(AtomicInteger calls) {
    calls.incrementAndGet();
    throw new ProductUnavailableException("away", null);
  }
}
