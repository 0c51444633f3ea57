package org.rempart.workers.job;

import java.util.List;
import org.rempart.core.incident.IncidentLife;
import org.springframework.stereotype.Component;

/** Closes an incident. */
@Component
class CloseJob implements JobWork {

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
    life.close(job.incidentId(), job.actor());
    return JobResult.done();
  }
}
