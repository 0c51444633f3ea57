package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;

class TurnsTest {

  private static final UUID INCIDENT = UUID.randomUUID();

  @Test
  void oneAfterAnother() throws InterruptedException {
    Turns turns = new Turns(Duration.ofMinutes(1));
    CountDownLatch end = new CountDownLatch(1);
    var first = begun(turns, end);
    var second =
        CompletableFuture.supplyAsync(
            () -> block(turns, () -> end.getCount()), Thread::startVirtualThread);
    Thread.sleep(100);
    assertThat(second).isNotDone();
    end.countDown();
    assertThat(second.join()).isZero();
    first.join();
  }

  @Test
  void anotherIncidentOrCapabilityDoesNotWait() throws InterruptedException {
    Turns turns = new Turns(Duration.ofMinutes(1));
    CountDownLatch end = new CountDownLatch(1);
    var first = begun(turns, end);
    assertThat(turns.take(UUID.randomUUID(), Capability.BLOCK_ADDRESS, () -> 1)).isEqualTo(1);
    assertThat(turns.take(INCIDENT, Capability.ISOLATE_HOST, () -> 1)).isEqualTo(1);
    end.countDown();
    first.join();
  }

  @Test
  void nobodyWaitsForLong() throws InterruptedException {
    Turns turns = new Turns(Duration.ofMillis(50));
    CountDownLatch end = new CountDownLatch(1);
    var first = begun(turns, end);
    assertThat(block(turns, () -> end.getCount())).isEqualTo(1);
    end.countDown();
    first.join();
  }

  private static CompletableFuture<Long> begun(Turns turns, CountDownLatch end)
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    var first =
        CompletableFuture.supplyAsync(
            () ->
                block(
                    turns,
                    () -> {
                      begun.countDown();
                      awaited(end);
                      return 0L;
                    }),
            Thread::startVirtualThread);
    begun.await();
    return first;
  }

  private static long block(Turns turns, java.util.function.Supplier<Long> work) {
    return turns.take(INCIDENT, Capability.BLOCK_ADDRESS, work);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
