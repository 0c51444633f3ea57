package org.rempart.workers.job;

import java.util.Collections;
import java.util.List;
import org.rempart.core.incident.GraverPlaybook;
import org.rempart.core.incident.IncidentLife;
import org.springframework.stereotype.Component;

/**
 * Weighs an incident that has grown: names the playbook that should take over, or none. What new
 * entities need within the running playbook, its own drawing says.
 */
@Component
class GrownJob implements JobWork {

  private static final String NOTICE = "notice";

  private final GraverPlaybook graver;
  private final IncidentLife life;

  GrownJob(GraverPlaybook graver, IncidentLife life) {
    this.graver = graver;
    this.life = life;
  }

  @Override
  public String type() {
    return "rempart.grown";
  }

  @Override
  public List<String> variables() {
    return List.of("incidentId", NOTICE);
  }

  @Override
  public JobResult handle(Job job) {
    job.text(NOTICE).map(Long::valueOf).ifPresent(n -> life.noteGrowth(job.incidentId(), n));
    var next = graver.of(job.incidentId()).orElse(null);
    return JobResult.done(Collections.singletonMap("nextPlaybook", next));
  }
}
