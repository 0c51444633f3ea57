package org.rempart.workers.job;

import io.camunda.client.api.worker.JobClient;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.rempart.core.storage.DatabaseAway;
import org.rempart.workers.Settling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;

/** The one place that answers for jobs. No job is failed down to no retries. */
@Component
class JobSettling {

  private static final Logger LOG = LoggerFactory.getLogger(JobSettling.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Duration WHILE_DATABASE_AWAY = Duration.ofSeconds(5);
  private static final int LONGEST_MESSAGE = 500;

  private final Settling settling;

  JobSettling(Settling settling) {
    this.settling = settling;
  }

  /**
   * Completes a job that is done; leaves one that a person will complete; has one come again that
   * must wait, which costs no retry.
   */
  void settle(JobClient client, Job job, JobResult result) {
    switch (result) {
      case JobResult.Done done -> complete(client, job, done.outputs());
      case JobResult.Later later -> again(client, job, job.retries(), later.pause(), later.why());
      case JobResult.Left left -> {}
    }
  }

  /**
   * A technical failure: the job comes again later, with one retry less; on the last try it ends in
   * a way that leads to a person. A database that is away costs no retry, as nothing about the job
   * is wrong.
   */
  void fail(JobClient client, Job job, JobWork work, RuntimeException failure) {
    var message = message(failure);
    LOG.warn(
        "{} in {} failed, {} tries left.",
        work.type(),
        job.elementId(),
        job.retries() - 1,
        failure);
    if (DatabaseAway.showsIn(failure) || failure instanceof TransientDataAccessException) {
      again(client, job, job.retries(), WHILE_DATABASE_AWAY, message);
    } else if (job.retries() > 1) {
      again(client, job, job.retries() - 1, pause(job.retries()), message);
    } else {
      end(client, job, work.lastTry(), message);
    }
  }

  private void end(JobClient client, Job job, JobWork.LastTry lastTry, String message) {
    switch (lastTry) {
      case OUTCOME_FAILED -> complete(client, job, Map.of("outcome", "FAILED"));
      case THROW -> throwError(client, job, message);
      case AGAIN -> again(client, job, job.retries(), pause(job.retries()), message);
    }
  }

  /** Longer with each retry that is gone: 1 s at five left, then 4 s, 16 s, 64 s. */
  static Duration pause(int retries) {
    var gone = Math.max(0, 5 - retries);
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(2 * gone, 20));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private void complete(JobClient client, Job job, Map<String, Object> outputs) {
    note(job, settling.send(() -> client.newCompleteCommand(job.key()).variables(outputs).send()));
  }

  private void again(JobClient client, Job job, int retries, Duration pause, String message) {
    note(
        job,
        settling.send(
            () ->
                client
                    .newFailCommand(job.key())
                    .retries(Math.max(1, retries))
                    .retryBackoff(pause)
                    .errorMessage(message)
                    .send()));
  }

  private void throwError(JobClient client, Job job, String message) {
    note(
        job,
        settling.send(
            () ->
                client
                    .newThrowErrorCommand(job.key())
                    .errorCode("ACTION_FAILED")
                    .errorMessage(message)
                    .send()));
  }

  private static void note(Job job, java.util.concurrent.CompletableFuture<Void> settled) {
    settled.whenComplete(
        (nothing, failure) -> {
          if (failure != null) {
            // Its time-out brings the job again.
            LOG.warn(
                "The engine did not take the answer to job {}: {}",
                job.key(),
                failure.getMessage());
          }
        });
  }

  private static String message(RuntimeException failure) {
    var text = Objects.toString(failure.getMessage(), failure.getClass().getSimpleName());
    return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text;
  }
}
