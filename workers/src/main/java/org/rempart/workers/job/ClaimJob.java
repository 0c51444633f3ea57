package org.rempart.workers.job;

import io.grpc.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rempart.core.incident.IncidentLife;
import org.rempart.core.incident.IncidentLife.ProcessDrawing;
import org.rempart.core.incident.UnknownIncidentException;
import org.rempart.workers.Deployment;
import org.rempart.workers.EngineConnection;
import org.rempart.workers.EngineSettings;
import org.rempart.workers.Settling;
import org.springframework.stereotype.Component;

/**
 * The first job of an incident's process: says whether this instance is the incident's own, or may
 * stand in for one that the engine forgot in a crash.
 */
@Component
class ClaimJob implements JobWork {

  private final IncidentLife life;
  private final Deployment deployment;
  private final EngineConnection connection;
  private final EngineSettings settings;

  ClaimJob(
      IncidentLife life,
      Deployment deployment,
      EngineConnection connection,
      EngineSettings settings) {
    this.life = life;
    this.deployment = deployment;
    this.connection = connection;
    this.settings = settings;
  }

  @Override
  public String type() {
    return "rempart.claim";
  }

  @Override
  public List<String> variables() {
    return List.of("incidentId");
  }

  @Override
  public JobResult handle(Job job) {
    var hash = deployment.hash(job.processId(), job.version());
    var drawing = new ProcessDrawing(job.processId(), job.version(), hash);
    try {
      var claim = life.claim(job.incidentId(), job.processInstanceKey(), drawing);
      var holder = claim.holder();
      if (holder != null && alive(job)) {
        claim = life.takeOver(job.incidentId(), holder, job.processInstanceKey(), drawing);
      }
      return JobResult.done(outputs(claim));
    } catch (UnknownIncidentException gone) {
      // The database was restored to a time before the incident; the instance has nothing to do.
      return JobResult.done(Map.of("mine", false, "playbook", "", "severity", ""));
    }
  }

  /**
   * Whether the engine still knows this job: one that it handed out before a crash may be the
   * forgotten one itself. Setting its retries to what they are changes nothing.
   */
  private boolean alive(Job job) {
    try {
      connection.client().newUpdateRetriesCommand(job.key()).retries(job.retries()).send().join();
      return true;
    } catch (RuntimeException failure) {
      if (Settling.code(failure) == Status.Code.NOT_FOUND) {
        return false;
      }
      throw failure;
    }
  }

  private Map<String, Object> outputs(IncidentLife.ClaimResult claim) {
    var outputs = new HashMap<String, Object>();
    outputs.put("mine", claim.mine());
    outputs.put("playbook", claim.playbook());
    outputs.put("severity", claim.severity().name());
    if (settings.watchFor() != null) {
      outputs.put("watchFor", settings.watchFor().toString());
    }
    return outputs;
  }
}
