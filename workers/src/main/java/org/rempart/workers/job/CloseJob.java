package org.rempart.workers.job;

import java.util.Collections;
import java.util.List;
import org.rempart.core.incident.IncidentLife;
import org.springframework.stereotype.Component;

/**
 * Closes an incident. Where the drawing knows a way back, which it says by the header {@value
 * #UNLESS_GROWN}, one that has grown meanwhile goes on by it: {@code nextPlaybook} is the playbook
 * to run once more, or null.
 */
@Component
class CloseJob implements JobWork {

  static final String UNLESS_GROWN = "unlessGrown";

  private final IncidentLife life;

  CloseJob(IncidentLife life) {
    this.life = life;
  }

  @Override
  public String type() {
    return "rempart.close";
  }

  @Override
  public List<String> variables() {
    return List.of("incidentId");
  }

  @Override
  public JobResult handle(Job job) {
    if (!"true".equals(job.headers().get(UNLESS_GROWN))) {
      life.close(job.incidentId(), job.actor());
      return JobResult.done();
    }
    var next = life.closeUnlessGrown(job.incidentId(), job.actor()).orElse(null);
    return JobResult.done(Collections.singletonMap("nextPlaybook", next));
  }
}
