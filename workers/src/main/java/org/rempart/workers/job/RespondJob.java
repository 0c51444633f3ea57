package org.rempart.workers.job;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rempart.connector.Capability;
import org.rempart.core.incident.Phase;
import org.rempart.core.response.Responses;
import org.springframework.stereotype.Component;

/**
 * Brings about one capability on one set of targets. The instance of {@code respond-v1} names the
 * call, so that every job of it goes on with the same response; {@code attempt} is set once a
 * person has it tried again.
 */
@Component
class RespondJob implements JobWork {

  private static final int LONGEST_MESSAGE = 300;

  private final Responses responses;

  RespondJob(Responses responses) {
    this.responses = responses;
  }

  @Override
  public String type() {
    return "rempart.respond";
  }

  @Override
  public List<String> variables() {
    return List.of("incidentId", "capability", "targetSet", "phase", "attempt", "requestId");
  }

  @Override
  public Duration timeout() {
    return Duration.ofSeconds(60);
  }

  @Override
  public LastTry lastTry() {
    return LastTry.OUTCOME_FAILED;
  }

  @Override
  public JobResult handle(Job job) {
    var call =
        new Responses.Call(
            job.incidentId(),
            callKey(job),
            new Capability(job.need("capability")),
            Responses.TargetSet.valueOf(job.need("targetSet")),
            job.actor(),
            job.text("phase").map(Phase::valueOf).orElse(null),
            Map.of(),
            job.text("requestId").map(UUID::fromString).orElse(null));
    return JobResult.done(outputs(responses.respond(call)));
  }

  /**
   * The instance, and what it is about: after a crash the engine may give the same key to the call
   * of another incident, which must not pass for a repeat. A person who has the response tried
   * again makes a new decision of it.
   */
  private static String callKey(Job job) {
    return String.join(
        "/",
        job.incidentId().toString(),
        Long.toString(job.processInstanceKey()),
        job.need("capability"),
        job.need("targetSet"),
        job.text("attempt").orElse("1"));
  }

  /**
   * What every job about a response tells its process; the message is for the task that follows.
   */
  static Map<String, Object> outputs(Responses.Result result) {
    var outputs = new HashMap<String, Object>();
    outputs.put("outcome", result.outcome().name());
    outputs.put("targets", result.targets());
    outputs.put("responseId", result.responseId() == null ? "" : result.responseId().toString());
    outputs.put("message", shortened(result.message()));
    outputs.put("approvers", result.groups());
    return outputs;
  }

  private static String shortened(String message) {
    return message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
  }
}
