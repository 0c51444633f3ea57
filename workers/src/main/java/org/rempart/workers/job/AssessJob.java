package org.rempart.workers.job;

import java.util.List;
import java.util.Map;
import org.rempart.core.incident.Assessment;
import org.springframework.stereotype.Component;

/** Tells a playbook how many and how bad, never who. */
@Component
class AssessJob implements JobWork {

  private final Assessment assessment;

  AssessJob(Assessment assessment) {
    this.assessment = assessment;
  }

  @Override
  public String type() {
    return "rempart.assess";
  }

  @Override
  public List<String> variables() {
    return List.of("incidentId");
  }

  @Override
  public JobResult handle(Job job) {
    var counts = assessment.of(job.incidentId());
    return JobResult.done(
        Map.of(
            "targetCount", counts.targetCount(),
            "attackerCount", counts.attackerCount(),
            "loginSucceeded", counts.loginSucceeded(),
            "clinical", counts.clinical()));
  }
}
