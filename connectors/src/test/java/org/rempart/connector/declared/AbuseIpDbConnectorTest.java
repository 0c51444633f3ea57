package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;
import static org.rempart.connector.Orders.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Order;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.PracticeCase;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.TargetKind;
import org.rempart.connector.proven.Proves;
import org.rempart.practice.Fault;

/** Against a stand-in that keeps reports and misbehaves as AbuseIPDB does. */
@Proves(type = "abuseipdb", product = "AbuseIPDB", contract = "API v2")
class AbuseIpDbConnectorTest extends PracticeCase {

  private static final String ATTACKER = "203.0.113.66";

  AbuseIpDbConnectorTest() {
    super("abuseipdb");
  }

  @Test
  void anAddressIsLookedUpOnceAndTheAnswerSaysWhenItCame() throws Exception {
    Order order = lookup("k1", ATTACKER, Map.of());
    assertThat(code(execute(connector, order))).isEqualTo("done");
    Proof proof = connector.verify(List.of(order)).getFirst();
    assertThat(proof.result()).isEqualTo(Proof.Result.HOLDS);
    assertThat(proof.evidence())
        .startsWith("AbuseIPDB: confidence of abuse 97 %, 41 reports by 12 in 90 days")
        .endsWith("SN, Example Hosting, Data Center/Web Hosting/Transit");
    Instant first = proof.readAt();
    Proof later = connector.verify(List.of(lookup("k2", ATTACKER, Map.of()))).getFirst();
    assertThat(later.readAt()).isEqualTo(first);
    assertThat(questions()).isEqualTo(1);
    execute(connector, lookup("k3", "203.0.113.67", Map.of()));
    assertThat(questions()).isEqualTo(2);
  }

  @Test
  void anAnswerIsUsedAgainOnlyForSoLong() throws Exception {
    try (Connector fresh = room.connector("abuseipdb", Map.of("keep", "PT0.05S"))) {
      execute(fresh, lookup("k1", ATTACKER, Map.of()));
      Thread.sleep(100);
      execute(fresh, lookup("k2", ATTACKER, Map.of()));
      assertThat(questions()).isEqualTo(2);
    }
  }

  @Test
  void whatMustStayInTheHouseIsNotAskedAbout() throws Exception {
    for (String tlp : List.of("RED", "AMBER+STRICT")) {
      Order order = lookup("k1", ATTACKER, Map.of("tlp", tlp));
      assertThat(code(execute(connector, order))).isEqualTo("TLP");
      // Not for a proof either, which would ask as well.
      assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
    }
    Order careful = lookup("k2", ATTACKER, Map.of("tlp", "AMBER", "pap", "RED"));
    assertThat(code(execute(connector, careful))).isEqualTo("PAP");
    for (String inside :
        List.of("10.1.2.3", "192.168.0.9", "172.16.5.5", "fd00::1", "100.64.1.1")) {
      assertThat(code(execute(connector, lookup("k3", inside, Map.of())))).isEqualTo("NOT_PUBLIC");
    }
    assertThat(questions()).isZero();
    Order shared = lookup("k4", ATTACKER, Map.of("tlp", "AMBER", "pap", "AMBER"));
    assertThat(code(execute(connector, shared))).isEqualTo("done");
  }

  @Test
  void aReportIsMadeOnceAndFoundByItsKey() throws Exception {
    Order report = report("k1", "203.0.113.80", Map.of("tlp", "CLEAR"));
    assertThat(result(connector, report)).isEqualTo(Proof.Result.ABSENT);
    room.fault("abuseipdb", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, "/api/v2/report");
    assertThatThrownBy(() -> execute(connector, report))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(code(execute(connector, report))).isEqualTo("done");
    assertThat(result(connector, report)).isEqualTo(Proof.Result.HOLDS);
    assertThat(room.state("abuseipdb").path("operations")).hasSize(1);
    assertThat(
            room.state("abuseipdb")
                .path("reports")
                .path(0)
                .path("details")
                .path("comment")
                .asString())
        .isEqualTo("Attack seen by a security team [rempart k1]");
    // Somebody else's report, minutes ago: AbuseIPDB wants us to wait.
    assertThatThrownBy(() -> execute(connector, report("k2", "203.0.113.80", Map.of())))
        .isInstanceOf(ProductUnavailableException.class);
  }

  @Test
  void somebodysReportWithoutACommentIsNotOurs() throws Exception {
    try (Portal product = new Portal();
        Connector to = room.connector("abuseipdb", Map.of("url", product.url()))) {
      Order report = report("k1", "203.0.113.81", Map.of("tlp", "CLEAR"));
      String theirs = "{\"data\":{\"reports\":[{\"comment\":null},{\"categories\":[15]}";
      product.answer("GET /api/v2/check", theirs + "]}}");
      assertThat(result(to, report)).isEqualTo(Proof.Result.ABSENT);
      assertThat(code(execute(to, report))).isEqualTo("done");
      assertThat(product.writes()).containsExactly("POST /api/v2/report");
      product.answer("GET /api/v2/check", theirs + ",{\"comment\":\"x [rempart k1]\"}]}}");
      assertThat(result(to, report)).isEqualTo(Proof.Result.HOLDS);
    }
  }

  @Test
  void onlyWhatIsClearIsMadePublic() throws Exception {
    for (String tlp : List.of("GREEN", "AMBER", "AMBER+STRICT", "RED")) {
      assertThat(code(execute(connector, report("k1", ATTACKER, Map.of("tlp", tlp)))))
          .isEqualTo("TLP");
    }
    Order careful = report("k2", ATTACKER, Map.of("tlp", "CLEAR", "pap", "AMBER"));
    assertThat(code(execute(connector, careful))).isEqualTo("PAP");
    assertThat(room.state("abuseipdb").path("operations")).isEmpty();
  }

  @Test
  void aQuotaThatIsUsedUpWaitsAndAnErrorIsRefusedWithItsReason() throws Exception {
    room.fault("abuseipdb", Fault.Kind.TOO_MANY, 0);
    assertThatThrownBy(() -> execute(connector, lookup("k1", ATTACKER, Map.of())))
        .isInstanceOf(ProductUnavailableException.class);
    room.fault("abuseipdb", Fault.Kind.ERROR_INSIDE, 0);
    assertThat(execute(connector, lookup("k2", ATTACKER, Map.of())).toString())
        .contains("must be a valid IPv4 or IPv6 address");
    // Neither was an answer to the question, so neither is used again.
    assertThat(code(execute(connector, lookup("k3", ATTACKER, Map.of())))).isEqualTo("done");
  }

  @Test
  void healthTellsAWrongKeyAndAsksOnceAnHour() throws Exception {
    assertThat(connector.health().good()).isTrue();
    assertThat(connector.health().good()).isTrue();
    assertThat(questions()).isEqualTo(1);
    try (Connector wrong = room.connector("abuseipdb", Map.of("key", room.secret("wrong")))) {
      assertThat(wrong.health().authenticated()).isFalse();
    }
  }

  private int questions() throws Exception {
    return room.state("abuseipdb").path("questions").asInt();
  }

  private static Order lookup(String key, String address, Map<String, String> marks) {
    return order(key, Capability.LOOK_UP, TargetKind.ADDRESS, address, marks);
  }

  private static Order report(String key, String address, Map<String, String> marks) {
    return order(key, Capability.REPORT_SIGHTING, TargetKind.ADDRESS, address, marks);
  }
}
