package org.rempart.workers.job;

import io.camunda.client.api.response.ActivatedJob;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rempart.core.audit.Actor;

/**
 * One job as it was handed out.
 *
 * @param key the engine's key, the same over re-activations
 * @param processInstanceKey the instance it belongs to
 * @param processId the drawing's process id
 * @param version the engine's version of the drawing
 * @param elementId the element in the drawing
 * @param retries tries left, this one included
 * @param headers what the drawing says about the job
 * @param variables the variables that were asked for, as far as they are set
 */
public record Job(
    long key,
    long processInstanceKey,
    String processId,
    int version,
    String elementId,
    int retries,
    Map<String, String> headers,
    Map<String, Object> variables) {

  static Job of(ActivatedJob job) {
    return new Job(
        job.getKey(),
        job.getProcessInstanceKey(),
        job.getBpmnProcessId(),
        job.getProcessDefinitionVersion(),
        job.getElementId(),
        job.getRetries(),
        job.getCustomHeaders(),
        job.getVariablesAsMap());
  }

  /** The incident that every process of ours carries. */
  public UUID incidentId() {
    return UUID.fromString(need("incidentId"));
  }

  /** A variable as text, if it is set and not empty. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).map(Object::toString).filter(s -> !s.isBlank());
  }

  /** A variable as text. Throws when the drawing does not set it. */
  public String need(String name) {
    return text(name).orElseThrow(() -> new IllegalDrawingException(this, "variable " + name));
  }

  /** A task header. Throws when the drawing does not set it. */
  public String header(String name) {
    var value = headers.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalDrawingException(this, "task header " + name);
    }
    return value;
  }

  /** The element that acts, for journal and audit. */
  public Actor actor() {
    return Actor.playbook(processId + "/" + elementId);
  }
}
