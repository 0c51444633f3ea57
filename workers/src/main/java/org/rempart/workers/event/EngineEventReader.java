package org.rempart.workers.event;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rempart.core.engine.ElementState;
import org.rempart.core.engine.EngineEvent;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the records of the exporter's topic; their shape is in {@code exporter/README.md}. */
@Component
public class EngineEventReader {

  private static final String USER_TASK = "io.camunda.zeebe:userTask";

  private final JsonMapper json;

  EngineEventReader(JsonMapper json) {
    this.json = json;
  }

  /**
   * One record.
   *
   * @return empty when it is of a kind that Rempart has no use for
   * @throws IllegalArgumentException when it is not what the exporter writes
   */
  public Optional<EngineEvent> read(byte[] line) {
    try {
      var record = json.readTree(line);
      return switch (text(record, "kind")) {
        case "element" -> Optional.of(element(record));
        case "engine-incident" -> Optional.of(engineIncident(record));
        case "job" -> job(record);
        default -> Optional.empty();
      };
    } catch (JacksonException | java.time.DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "not a record of the exporter: " + unreadable.getMessage(), unreadable);
    }
  }

  private static EngineEvent element(JsonNode record) {
    var state = text(record, "state");
    return new EngineEvent.ElementChanged(
        at(record),
        text(record, "processId"),
        (int) key(record, "version"),
        key(record, "processInstanceKey"),
        keyOrNull(record, "parentProcessInstanceKey"),
        text(record, "elementId"),
        key(record, "elementInstanceKey"),
        text(record, "elementType"),
        state.equals("ACTIVATED") ? ElementState.State.ACTIVE : ElementState.State.valueOf(state));
  }

  private static EngineEvent engineIncident(JsonNode record) {
    var key = key(record, "engineIncidentKey");
    var instance = key(record, "processInstanceKey");
    if (text(record, "state").equals("RESOLVED")) {
      return new EngineEvent.EngineIncidentResolved(at(record), key, instance);
    }
    return new EngineEvent.EngineIncidentRaised(
        at(record),
        key,
        instance,
        text(record, "processId"),
        text(record, "elementId"),
        key(record, "elementInstanceKey"),
        keyOrNull(record, "jobKey"),
        text(record, "errorType"),
        text(record, "message"));
  }

  private static Optional<EngineEvent> job(JsonNode record) {
    var cancelled =
        text(record, "state").equals("CANCELED") && text(record, "jobType").equals(USER_TASK);
    return cancelled
        ? Optional.of(
            new EngineEvent.JobCancelled(key(record, "jobKey"), key(record, "processInstanceKey")))
        : Optional.empty();
  }

  private static Instant at(JsonNode record) {
    return Instant.parse(text(record, "at"));
  }

  private static String text(JsonNode record, String name) {
    if (!record.path(name).isString()) {
      throw new IllegalArgumentException("not a record of the exporter: no text in " + name);
    }
    return record.get(name).stringValue();
  }

  private static long key(JsonNode record, String name) {
    if (!record.path(name).isIntegralNumber()) {
      throw new IllegalArgumentException("not a record of the exporter: no number in " + name);
    }
    return record.get(name).longValue();
  }

  private static @Nullable Long keyOrNull(JsonNode record, String name) {
    return record.path(name).isIntegralNumber() ? record.get(name).longValue() : null;
  }
}
