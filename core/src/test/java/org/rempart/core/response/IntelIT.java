package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.connector.Capability;
import org.rempart.connector.Order;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.Responses.TargetSet;

/** What is asked and told outside of the house, and what is not. */
class IntelIT {

  private static final Actor CHIEF = Actor.person("chef", "MANAGER", "127.0.0.1");

  private static ResponseFixture rempart;

  @BeforeAll
  static void open() {
    rempart = new ResponseFixture();
  }

  @AfterAll
  static void close() {
    rempart.close();
  }

  @BeforeEach
  void reset() {
    rempart.intel.reset();
  }

  @Test
  void anAttackerIsLookedUpAndTheAnswerIsKeptAsProof() {
    UUID incident = rempart.incident("198.51.100.20");
    assertThat(lookup(incident).outcome()).isEqualTo(Outcome.DONE);
    Order order = rempart.intel.written.getFirst();
    assertThat(order.parameters()).isEqualTo(Map.of("tlp", "AMBER", "pap", "AMBER"));
    assertThat(
            rempart
                .jdbc
                .sql(
                    "select p.evidence from proof p join action a on a.id = p.action_id where"
                        + " a.incident_id = ? and p.result = 'HOLDS'")
                .param(incident)
                .query(String.class)
                .list())
        .contains("read 198.51.100.20");
  }

  @ParameterizedTest
  @CsvSource({"RED,CLEAR", "AMBER+STRICT,CLEAR", "CLEAR,RED"})
  void whatIsMarkedToStayStays(String tlp, String pap) {
    UUID incident = rempart.incident("198.51.100.21");
    mark(incident, tlp, pap);
    Responses.Result refused = lookup(incident);
    assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(refused.message()).contains("TLP:" + tlp + " PAP:" + pap);
    assertThat(respond(incident, Capability.REPORT_SIGHTING, "r").outcome())
        .isEqualTo(Outcome.REFUSED);
    assertThat(rempart.intel.executions).hasValue(0);
    assertThat(
            rempart.count(
                "select count(*) from action where incident_id = ? and rule = 'marking'", incident))
        .isEqualTo(2);
    // It does not keep the house from defending itself.
    assertThat(rempart.block(incident, "b-" + incident).outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void anAddressOfOursIsNeitherAskedNorToldAbout() {
    UUID incident = rempart.incident("10.20.30.40");
    Responses.Result refused = lookup(incident);
    assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(refused.message()).contains("10.20.30.40");
    assertThat(rempart.intel.executions).hasValue(0);
  }

  @Test
  void aReportIsAskedOfAManager() {
    UUID incident = rempart.incident("198.51.100.22");
    Responses.Result asked = respond(incident, Capability.REPORT_SIGHTING, "r");
    assertThat(asked.outcome()).isEqualTo(Outcome.ASK);
    assertThat(asked.groups()).containsExactly("managers");
    assertThat(rempart.intel.executions).hasValue(0);
    rempart
        .context
        .getBean(ApprovalForms.class)
        .completed(
            new org.rempart.core.task.TaskCompletion.Completed(
                UUID.randomUUID(),
                incident,
                org.rempart.core.task.TaskBoard.Kind.APPROVAL,
                "approval",
                asked.responseId(),
                Map.of("decision", "GRANT", "reason", "others should know"),
                CHIEF));
    mark(incident, "CLEAR", "CLEAR");
    assertThat(respond(incident, Capability.REPORT_SIGHTING, "r").outcome())
        .isEqualTo(Outcome.DONE);
    // As it is marked now, not as it was when the question was asked.
    assertThat(rempart.intel.written.getFirst().parameters()).containsEntry("tlp", "CLEAR");
  }

  @Test
  void aYesDoesNotOutliveAMarkingThatCameAfterIt() {
    UUID incident = rempart.incident("198.51.100.23");
    Responses.Result asked = respond(incident, Capability.REPORT_SIGHTING, "r");
    assertThat(asked.outcome()).isEqualTo(Outcome.ASK);
    rempart
        .jdbc
        .sql("update approval set state = 'GRANTED' where response_id = ?")
        .param(asked.responseId())
        .update();
    mark(incident, "RED", "AMBER");
    assertThat(respond(incident, Capability.REPORT_SIGHTING, "r").outcome())
        .isEqualTo(Outcome.REFUSED);
    assertThat(rempart.intel.executions).hasValue(0);
  }

  private static void mark(UUID incident, String tlp, String pap) {
    rempart
        .jdbc
        .sql("update incident set tlp = ?, pap = ? where id = ?")
        .params(tlp, pap, incident)
        .update();
  }

  private static Responses.Result lookup(UUID incident) {
    return respond(incident, Capability.LOOK_UP, "l");
  }

  private static Responses.Result respond(UUID incident, Capability capability, String key) {
    return rempart.respond(incident, key + incident, capability, TargetSet.ATTACKER_ADDRESSES);
  }
}
