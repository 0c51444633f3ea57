package org.rempart.workers.job;

import java.util.Collections;
import java.util.List;
import org.rempart.core.incident.GraverPlaybook;
import org.springframework.stereotype.Component;

/**
 * Weighs an incident that has grown: names the playbook that should take over, or none. What new
 * entities need within the running playbook, its own drawing says.
 */
@Component
class GrownJob implements JobWork {

  private final GraverPlaybook graver;

  GrownJob(GraverPlaybook graver) {
    this.graver = graver;
  }

  @Override
  public String type() {
    return "rempart.grown";
  }

  @Override
  public List<String> variables() {
    return List.of("incidentId");
  }

  @Override
  public JobResult handle(Job job) {
    var next = graver.of(job.incidentId()).orElse(null);
    return JobResult.done(Collections.singletonMap("nextPlaybook", next));
  }
}
