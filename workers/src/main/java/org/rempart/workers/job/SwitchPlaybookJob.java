package org.rempart.workers.job;

import java.util.List;
import java.util.Map;
import org.rempart.core.incident.IncidentLife;
import org.springframework.stereotype.Component;

/**
 * Gives an incident the playbook that comes next: one that a person chose in triage, one for a
 * graver kind, or the same once more.
 */
@Component
class SwitchPlaybookJob implements JobWork {

  private final IncidentLife life;

  SwitchPlaybookJob(IncidentLife life) {
    this.life = life;
  }

  @Override
  public String type() {
    return "rempart.switch-playbook";
  }

  @Override
  public List<String> variables() {
    return List.of("incidentId", "nextPlaybook");
  }

  @Override
  public JobResult handle(Job job) {
    var playbook = job.need("nextPlaybook");
    life.changePlaybook(job.incidentId(), playbook, job.actor());
    return JobResult.done(Map.of("playbook", playbook));
  }
}
