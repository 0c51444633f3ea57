package org.rempart.workers.job;

import java.util.List;
import java.util.Map;
import org.rempart.core.response.Responses;
import org.springframework.stereotype.Component;

/** Undoes what an incident contained, except what another open incident still needs. */
@Component
class ReleaseJob implements JobWork {

  private final Responses responses;

  ReleaseJob(Responses responses) {
    this.responses = responses;
  }

  @Override
  public String type() {
    return "rempart.release";
  }

  @Override
  public List<String> variables() {
    return List.of("incidentId");
  }

  @Override
  public JobResult handle(Job job) {
    var reason = job.headers().getOrDefault("reason", "release");
    var reverting = responses.revertIncident(job.incidentId(), job.actor(), reason);
    return JobResult.done(Map.of("reverting", reverting));
  }
}
