package org.rempart.workers.job;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.rempart.core.response.Responses;
import org.springframework.stereotype.Component;

/** Reads the products back once more for what is not proven. */
@Component
class VerifyJob implements JobWork {

  private final Responses responses;

  VerifyJob(Responses responses) {
    this.responses = responses;
  }

  @Override
  public String type() {
    return "rempart.verify";
  }

  @Override
  public List<String> variables() {
    return List.of("incidentId", "responseId");
  }

  @Override
  public Duration timeout() {
    return Duration.ofSeconds(60);
  }

  @Override
  public LastTry lastTry() {
    return LastTry.OUTCOME_FAILED;
  }

  @Override
  public JobResult handle(Job job) {
    var result = responses.verify(UUID.fromString(job.need("responseId")));
    return JobResult.done(RespondJob.outputs(result));
  }
}
