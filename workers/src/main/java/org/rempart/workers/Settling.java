package org.rempart.workers;

import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Sends commands until the engine has an answer to them. A busy engine ({@code RESOURCE_EXHAUSTED})
 * is asked again with growing back-off, never given up within {@link #PATIENCE}; {@code NOT_FOUND}
 * and {@code ALREADY_EXISTS} mean that somebody settled it before.
 */
@Component
public class Settling {

  /** How long a command is repeated; after that its job comes again, or its outbox row. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final Set<Status.Code> AGAIN =
      Set.of(
          Status.Code.RESOURCE_EXHAUSTED,
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.ABORTED);
  private static final Set<Status.Code> SETTLED =
      Set.of(Status.Code.NOT_FOUND, Status.Code.ALREADY_EXISTS);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("engine-retry").daemon().factory());

  /**
   * Sends a command, again if need be.
   *
   * @param command makes and sends it; called once per attempt
   * @return completes when it is settled, exceptionally when the engine refuses it or patience ends
   */
  public CompletableFuture<Void> send(Supplier<? extends CompletionStage<?>> command) {
    var done = new CompletableFuture<Void>();
    attempt(command, done, System.nanoTime() + PATIENCE.toNanos(), FIRST_PAUSE_MILLIS);
    return done;
  }

  private void attempt(
      Supplier<? extends CompletionStage<?>> command,
      CompletableFuture<Void> done,
      long until,
      long pause) {
    command
        .get()
        .whenComplete(
            (answer, failure) -> {
              var code = failure == null ? Status.Code.OK : code(failure);
              if (code == Status.Code.OK || SETTLED.contains(code)) {
                done.complete(null);
              } else if (AGAIN.contains(code) && System.nanoTime() + pause * 1_000_000 < until) {
                var next = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
                var wait = pause / 2 + ThreadLocalRandom.current().nextLong(pause);
                timer.schedule(
                    () -> attempt(command, done, until, next), wait, TimeUnit.MILLISECONDS);
              } else {
                done.completeExceptionally(failure);
              }
            });
  }

  /** The engine's answer to a failed command; {@code UNKNOWN} when it gave none. */
  public static Status.Code code(Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof ClientStatusException status
        ? status.getStatusCode()
        : Status.fromThrowable(failure).getCode();
  }

  @PreDestroy
  void stop() {
    timer.shutdownNow();
  }
}
