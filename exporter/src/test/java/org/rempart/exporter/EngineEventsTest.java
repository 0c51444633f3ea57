package org.rempart.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.IncidentIntent;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.value.ErrorType;
import io.camunda.zeebe.protocol.record.value.ImmutableIncidentRecordValue;
import io.camunda.zeebe.protocol.record.value.ImmutableJobRecordValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineEventsTest {

  @Test
  void anElementIsToldWithItsParentAndWithoutKeysThatAreNone() {
    assertThat(json(Records.element(7, ProcessInstanceIntent.ELEMENT_ACTIVATED)))
        .isEqualTo(
            """
            {"kind":"element","state":"ACTIVATED","at":"2023-11-14T22:13:20Z","partition":1,\
            "position":7,"processId":"respond-v1","version":3,"processDefinitionKey":11,\
            "processInstanceKey":22,"parentProcessInstanceKey":20,"parentElementInstanceKey":21,\
            "elementId":"respond-v1","elementInstanceKey":33,"elementType":"PROCESS"}\
            """);
  }

  @Test
  void statesOnTheWayAreNotTold() {
    assertThat(EngineEvents.of(Records.element(7, ProcessInstanceIntent.ELEMENT_ACTIVATING)))
        .isEmpty();
  }

  @Test
  void anEngineIncidentIsToldWithAMessageOfBoundedLength() {
    var value =
        ImmutableIncidentRecordValue.builder()
            .withBpmnProcessId("incident-v1")
            .withProcessDefinitionKey(11)
            .withProcessInstanceKey(22)
            .withElementId("claim")
            .withElementInstanceKey(23)
            .withJobKey(-1)
            .withErrorType(ErrorType.EXTRACT_VALUE_ERROR)
            .withErrorMessage("x".repeat(5_000))
            .build();

    String json = json(Records.record(8, ValueType.INCIDENT, IncidentIntent.CREATED, value));

    assertThat(json)
        .startsWith("{\"kind\":\"engine-incident\",\"state\":\"CREATED\"")
        .contains("\"engineIncidentKey\":33", "\"errorType\":\"EXTRACT_VALUE_ERROR\"")
        .doesNotContain("jobKey")
        .hasSizeLessThan(EngineEvents.MESSAGE_LIMIT + 400);
  }

  @Test
  void aCancelledJobIsToldWithoutItsVariables() {
    var value =
        ImmutableJobRecordValue.builder()
            .withType("rempart.respond")
            .withBpmnProcessId("respond-v1")
            .withProcessDefinitionVersion(3)
            .withProcessInstanceKey(22)
            .withElementId("respond")
            .withElementInstanceKey(23)
            .withVariables(Map.of("patient", "Awa"))
            .build();

    assertThat(json(Records.record(9, ValueType.JOB, JobIntent.CANCELED, value)))
        .contains("\"jobKey\":33", "\"jobType\":\"rempart.respond\"")
        .doesNotContain("Awa");
    assertThat(EngineEvents.of(Records.record(9, ValueType.JOB, JobIntent.CREATED, value)))
        .isEmpty();
  }

  private static String json(Record<?> source) {
    return new String(EngineEvents.of(source).orElseThrow().json(), StandardCharsets.UTF_8);
  }
}
