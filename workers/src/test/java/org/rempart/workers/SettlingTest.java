package org.rempart.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettlingTest {

  private final Settling settling = new Settling();

  @AfterEach
  void stop() {
    settling.stop();
  }

  /** The engine's answers, one after the other; then it takes the command. */
  private static final class Answers {

    private final ArrayDeque<Status.Code> left;
    private int asked;

    Answers(Status.Code... codes) {
      left = new ArrayDeque<>(List.of(codes));
    }

    CompletionStage<String> next() {
      asked++;
      var code = left.poll();
      return code == null
          ? CompletableFuture.completedFuture("taken")
          : CompletableFuture.failedFuture(
              new ClientStatusException(code.toStatus(), new IllegalStateException()));
    }
  }

  @Test
  void aBusyEngineIsAskedAgainUntilItTakesTheCommand() {
    var engine =
        new Answers(
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.UNAVAILABLE);
    var sent = settling.send(engine::next);
    assertThat(sent).succeedsWithin(Duration.ofSeconds(5));
    assertThat(engine.asked).isEqualTo(4);
  }

  @Test
  void whatSomebodySettledBeforeIsSettled() {
    assertThat(settling.send(new Answers(Status.Code.NOT_FOUND)::next)).isCompleted();
    assertThat(settling.send(new Answers(Status.Code.ALREADY_EXISTS)::next)).isCompleted();
  }

  @Test
  void aRefusalIsNotRepeated() {
    var engine = new Answers(Status.Code.INVALID_ARGUMENT);
    assertThat(settling.send(engine::next)).isCompletedExceptionally();
    assertThat(engine.asked).isEqualTo(1);
  }
}
