package org.rempart.core.response;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.springframework.stereotype.Component;

/**
 * Spares a product that is away, and everybody who waits for its time-outs: after five calls in a
 * row without an answer it is left alone for ten seconds.
 */
@Component
class Breakers {

  private static final int CALLS = 5;
  private static final Duration REST = Duration.ofSeconds(10);

  private final CircuitBreakerRegistry breakers;

  Breakers() {
    this(REST);
  }

  Breakers(Duration rest) {
    breakers =
        CircuitBreakerRegistry.of(
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    CALLS,
                    CALLS,
                    SlidingWindowType.COUNT_BASED,
                    CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .failureRateThreshold(100)
                .waitDurationInOpenState(rest)
                // Otherwise a rest would only end with the next call, and who rests gets none.
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordExceptions(ProductUnavailableException.class, OutcomeUnknownException.class)
                .build());
  }

  /** Whether a product is left alone now, as it did not answer several times. */
  boolean resting(String connectorId) {
    return breakers.circuitBreaker(connectorId).getState() == CircuitBreaker.State.OPEN;
  }

  /**
   * Makes a call, unless its product rests.
   *
   * @throws ProductUnavailableException as the call does, or at once while the product rests
   */
  <T> T call(String connectorId, Supplier<T> call) {
    CircuitBreaker breaker = breakers.circuitBreaker(connectorId);
    if (!breaker.tryAcquirePermission()) {
      throw new ProductUnavailableException(connectorId + " did not answer several times", null);
    }
    long start = System.nanoTime();
    try {
      T answer = call.get();
      breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      return answer;
    } catch (RuntimeException e) {
      breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
      throw e;
    } catch (Error e) {
      breaker.releasePermission();
      throw e;
    }
  }
}
