package org.rempart.connector.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rempart.connector.OutcomeUnknownException;

class LocalHostTest {

  private static final Duration LIMIT = Duration.ofMillis(300);

  private final LocalHost host = new LocalHost(List.of());

  @Test
  void aCommandTellsItsCodeAndBothStreams() {
    CommandResult result =
        host.run(List.of("sh", "-c", "echo said; echo wrong >&2; exit 3"), Duration.ofSeconds(10));
    assertThat(result).isEqualTo(new CommandResult(3, "said\n", "wrong\n"));
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aCommandThatDoesNotEndIsGivenUpAtTheLimitAndKilled() {
    String mark = "3" + System.nanoTime() % 1_000_000;
    assertThatThrownBy(() -> host.run(List.of("sleep", mark), LIMIT))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessage("sleep did not end in PT0.3S");
    assertThat(host.run(List.of("pgrep", "-xf", "sleep " + mark), Duration.ofSeconds(5)).ok())
        .isFalse();
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatACommandLeavesRunningDoesNotHoldItBackBeyondTheLimit() {
    assertThatThrownBy(() -> host.run(List.of("sh", "-c", "setsid sleep 5 & echo begun"), LIMIT))
        .isInstanceOf(OutcomeUnknownException.class);
  }

  /** A read of a pipe holds its thread, and the application's virtual threads share a few. */
  @Test
  void commandsThatRunHoldNoVirtualThreadBack() throws Exception {
    int commands = 3;
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < commands; i++) {
      running.add(
          Thread.startVirtualThread(() -> host.run(List.of("sleep", "4"), Duration.ofSeconds(9))));
    }
    Thread.sleep(500);
    CountDownLatch another = new CountDownLatch(1);
    Thread.startVirtualThread(another::countDown);
    assertThat(another.await(2, TimeUnit.SECONDS)).isTrue();
    assertThat(running).anyMatch(Thread::isAlive);
    for (Thread thread : running) {
      thread.join();
    }
  }
}
