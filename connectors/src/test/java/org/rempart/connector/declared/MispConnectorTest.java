package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;
import static org.rempart.connector.Orders.result;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.PracticeCase;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.TargetKind;
import org.rempart.connector.proven.Proves;
import org.rempart.practice.Fault;

/** Against a stand-in that keeps attributes and sightings and misbehaves as MISP does. */
@Proves(type = "misp", product = "MISP", contract = "REST API 2.4")
class MispConnectorTest extends PracticeCase {

  private static final String KNOWN = "203.0.113.66";

  MispConnectorTest() {
    super("misp");
  }

  @Test
  void aValueIsLookedUpOnceAndItsEventsAreNamed() throws Exception {
    Order order = lookup(KNOWN, Map.of());
    assertThat(code(execute(connector, order))).isEqualTo("done");
    Proof proof = connector.verify(List.of(order)).getFirst();
    assertThat(proof.result()).isEqualTo(Proof.Result.HOLDS);
    assertThat(proof.evidence())
        .isEqualTo(
            "MISP: 203.0.113.66 is in event 7 (Campaign 7), event 9 (Campaign 9) as ip-dst,"
                + " ip-src");
    Order other = lookup("203.0.113.67", Map.of());
    execute(connector, other);
    assertThat(connector.verify(List.of(other)).getFirst().evidence())
        .isEqualTo("MISP does not know 203.0.113.67");
    assertThat(room.state("misp").path("questions").asInt()).isEqualTo(2);
  }

  @Test
  void aReportAddsTheValueToTheEventAndASighting() throws Exception {
    Order report = report("k1", "203.0.113.70");
    assertThat(result(connector, report)).isEqualTo(Proof.Result.ABSENT);
    assertThat(execute(connector, report)).isEqualTo(new Outcome.Done("k1", Map.of(), "event 12"));
    assertThat(result(connector, report)).isEqualTo(Proof.Result.HOLDS);
    execute(connector, report);
    assertThat(room.state("misp").path("operations")).hasSize(2);
    // Another incident saw it too: the value is there, its sighting is not.
    Order again = report("k2", "203.0.113.70");
    assertThat(result(connector, again)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, again);
    assertThat(room.state("misp").path("sightings")).hasSize(2);
    assertThat(room.state("misp").path("attributes")).hasSize(3);
  }

  @Test
  void aReportThatStoppedHalfWayGoesOn() throws Exception {
    Order report = report("k1", "203.0.113.71");
    room.fault("misp", Fault.Kind.ERROR_INSIDE, 0, "/sightings/add");
    assertThatThrownBy(() -> execute(connector, report))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(result(connector, report)).isEqualTo(Proof.Result.ABSENT);
    room.fault("misp", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, "/sightings/add");
    assertThatThrownBy(() -> execute(connector, report))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(code(execute(connector, report))).isEqualTo("done");
    assertThat(room.state("misp").path("operations")).hasSize(2);
  }

  @Test
  void whatMustStayInTheHouseIsNeitherAskedNorTold() throws Exception {
    for (Capability what : List.of(Capability.LOOK_UP, Capability.REPORT_SIGHTING)) {
      Order red = order("k1", what, TargetKind.ADDRESS, KNOWN, Map.of("tlp", "AMBER+STRICT"));
      assertThat(code(execute(connector, red))).isEqualTo("TLP");
      Order careful = order("k2", what, TargetKind.ADDRESS, KNOWN, Map.of("pap", "RED"));
      assertThat(code(execute(connector, careful))).isEqualTo("PAP");
      Order inside = order("k3", what, TargetKind.ADDRESS, "10.0.0.5", Map.of());
      assertThat(code(execute(connector, inside))).isEqualTo("NOT_PUBLIC");
    }
    assertThat(room.state("misp").path("questions").asInt()).isZero();
    assertThat(room.state("misp").path("operations")).isEmpty();
  }

  @Test
  void misbehaviourIsToldApart() {
    room.fault("misp", Fault.Kind.TOO_MANY, 0);
    assertThatThrownBy(() -> execute(connector, lookup(KNOWN, Map.of())))
        .isInstanceOf(ProductUnavailableException.class);
    room.fault("misp", Fault.Kind.ERROR_INSIDE, 0, "/attributes/add/12");
    assertThat(execute(connector, report("k1", "203.0.113.72")).toString())
        .contains("You do not have permission");
  }

  @Test
  void healthTellsTheVersionAndAWrongKey() throws Exception {
    assertThat(connector.health().detail()).isEqualTo("MISP 2.4.200");
    try (Connector wrong = room.connector("misp", Map.of("key", room.secret("wrong")))) {
      assertThat(wrong.health().good()).isFalse();
      assertThat(wrong.health().reachable()).isTrue();
    }
  }

  @Test
  void aRightThatMispDoesNotNameIsMissing() throws Exception {
    try (Portal product = new Portal();
        Connector to = room.connector("misp", Map.of("url", product.url()))) {
      for (String right : List.of("", ",\"perm_sighting\":null", ",\"perm_sighting\":false")) {
        product.answer("GET /servers/getVersion", "{\"version\":\"2.4.200\"" + right + "}");
        assertThat(to.health().authorised()).isFalse();
        assertThat(to.health().detail()).endsWith("give its role the permission Sighting Creator");
      }
    }
  }

  private static Order lookup(String address, Map<String, String> marks) {
    return order("k-" + address, Capability.LOOK_UP, TargetKind.ADDRESS, address, marks);
  }

  private static Order report(String key, String address) {
    return order(
        key, Capability.REPORT_SIGHTING, TargetKind.ADDRESS, address, Map.of("tlp", "AMBER"));
  }
}
