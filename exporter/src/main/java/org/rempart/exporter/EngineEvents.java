package org.rempart.exporter;

import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.intent.IncidentIntent;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.value.IncidentRecordValue;
import io.camunda.zeebe.protocol.record.value.JobRecordValue;
import io.camunda.zeebe.protocol.record.value.ProcessInstanceRecordValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which of the broker's records are told, and in which words. Variables never are: they may hold
 * what is personal.
 */
final class EngineEvents {

  /** An expression's error can quote what it evaluated: enough to repair it, no more. */
  static final int MESSAGE_LIMIT = 500;

  private EngineEvents() {}

  static Optional<EngineEvent> of(Record<?> source) {
    return switch (source.getValue()) {
      case ProcessInstanceRecordValue element -> element(source, element);
      case IncidentRecordValue incident -> engineIncident(source, incident);
      case JobRecordValue job -> cancelledJob(source, job);
      default -> Optional.empty();
    };
  }

  private static Optional<EngineEvent> element(
      Record<?> source, ProcessInstanceRecordValue element) {
    if (!(source.getIntent() instanceof ProcessInstanceIntent intent)) {
      return Optional.empty();
    }
    String state =
        switch (intent) {
          case ELEMENT_ACTIVATED -> "ACTIVATED";
          case ELEMENT_COMPLETED -> "COMPLETED";
          case ELEMENT_TERMINATED -> "TERMINATED";
          default -> "";
        };
    if (state.isEmpty()) {
      return Optional.empty();
    }
    JsonLine line =
        head(source, "element", state)
            .text("processId", element.getBpmnProcessId())
            .number("version", element.getVersion())
            .number("processDefinitionKey", element.getProcessDefinitionKey())
            .number("processInstanceKey", element.getProcessInstanceKey())
            .key("parentProcessInstanceKey", element.getParentProcessInstanceKey())
            .key("parentElementInstanceKey", element.getParentElementInstanceKey())
            .text("elementId", element.getElementId())
            .number("elementInstanceKey", source.getKey())
            .key("flowScopeKey", element.getFlowScopeKey())
            .text("elementType", element.getBpmnElementType().name());
    return event(source, element.getProcessInstanceKey(), line);
  }

  private static Optional<EngineEvent> engineIncident(
      Record<?> source, IncidentRecordValue incident) {
    boolean told =
        source.getIntent() == IncidentIntent.CREATED
            || source.getIntent() == IncidentIntent.RESOLVED;
    if (!told) {
      return Optional.empty();
    }
    JsonLine line =
        head(source, "engine-incident", source.getIntent().name())
            .text("processId", incident.getBpmnProcessId())
            .number("processDefinitionKey", incident.getProcessDefinitionKey())
            .number("processInstanceKey", incident.getProcessInstanceKey())
            .text("elementId", incident.getElementId())
            .number("elementInstanceKey", incident.getElementInstanceKey())
            .key("jobKey", incident.getJobKey())
            .number("engineIncidentKey", source.getKey())
            .text("errorType", incident.getErrorType().name())
            .text("message", shortened(incident.getErrorMessage()));
    return event(source, incident.getProcessInstanceKey(), line);
  }

  private static Optional<EngineEvent> cancelledJob(Record<?> source, JobRecordValue job) {
    if (source.getIntent() != JobIntent.CANCELED) {
      return Optional.empty();
    }
    JsonLine line =
        head(source, "job", "CANCELED")
            .text("processId", job.getBpmnProcessId())
            .number("version", job.getProcessDefinitionVersion())
            .number("processDefinitionKey", job.getProcessDefinitionKey())
            .number("processInstanceKey", job.getProcessInstanceKey())
            .text("elementId", job.getElementId())
            .number("elementInstanceKey", job.getElementInstanceKey())
            .number("jobKey", source.getKey())
            .text("jobType", job.getType());
    return event(source, job.getProcessInstanceKey(), line);
  }

  private static JsonLine head(Record<?> source, String kind, String state) {
    return new JsonLine()
        .text("kind", kind)
        .text("state", state)
        .instant("at", source.getTimestamp())
        .number("partition", source.getPartitionId())
        .number("position", source.getPosition());
  }

  private static Optional<EngineEvent> event(Record<?> source, long instance, JsonLine line) {
    byte[] key = Long.toString(instance).getBytes(StandardCharsets.US_ASCII);
    return Optional.of(new EngineEvent(source.getPosition(), key, line.bytes()));
  }

  private static String shortened(String message) {
    return message.length() <= MESSAGE_LIMIT ? message : message.substring(0, MESSAGE_LIMIT) + "…";
  }
}
