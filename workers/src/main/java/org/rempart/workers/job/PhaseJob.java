package org.rempart.workers.job;

import java.util.List;
import org.rempart.core.incident.IncidentLife;
import org.rempart.core.incident.Phase;
import org.springframework.stereotype.Component;

/** Moves an incident to the phase that the drawing's task header {@code phase} names. */
@Component
class PhaseJob implements JobWork {

  private final IncidentLife life;

  PhaseJob(IncidentLife life) {
    this.life = life;
  }

  @Override
  public String type() {
    return "rempart.phase";
  }

  @Override
  public List<String> variables() {
    return List.of("incidentId");
  }

  @Override
  public JobResult handle(Job job) {
    life.enterPhase(job.incidentId(), Phase.valueOf(job.header("phase")), job.actor());
    return JobResult.done();
  }
}
