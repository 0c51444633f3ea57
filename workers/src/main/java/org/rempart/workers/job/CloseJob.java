package org.rempart.workers.job;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.rempart.core.incident.IncidentLife;
import org.rempart.core.incident.IncidentLife.Closing;
import org.springframework.stereotype.Component;

/**
 * Closes an incident. Where the drawing knows a way back, which it says by the header {@value
 * #IF_DONE}, one that has grown meanwhile goes on by it: {@code nextPlaybook} is the playbook to
 * run once more, or null. What a person has just asked for is waited for.
 */
@Component
class CloseJob implements JobWork {

  static final String IF_DONE = "ifDone";
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

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
    if (!"true".equals(job.headers().get(IF_DONE))) {
      life.close(job.incidentId(), job.actor());
      return JobResult.done();
    }
    return switch (life.closeIfDone(job.incidentId(), job.actor())) {
      case Closing.Closed closed -> JobResult.done(Collections.singletonMap("nextPlaybook", null));
      case Closing.Grown grown -> JobResult.done(Map.of("nextPlaybook", grown.playbook()));
      case Closing.Asked asked ->
          new JobResult.Later(LOOK_AGAIN, "A person has just asked for something by hand.");
    };
  }
}
