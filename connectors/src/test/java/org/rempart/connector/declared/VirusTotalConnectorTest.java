package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Offer;
import org.rempart.connector.Order;
import org.rempart.connector.PracticeCase;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.TargetKind;
import org.rempart.connector.proven.Proves;
import org.rempart.practice.Fault;

/** Against a stand-in that misbehaves as VirusTotal does. */
@Proves(type = "virustotal", product = "VirusTotal", contract = "API v3")
class VirusTotalConnectorTest extends PracticeCase {

  private static final String HASH = "a".repeat(64);

  VirusTotalConnectorTest() {
    super("virustotal");
  }

  @Test
  void addressesDomainsAndFilesAreLookedUpOnceEach() throws Exception {
    assertThat(connector.offers())
        .extracting(Offer::targetKind)
        .containsExactly(TargetKind.ADDRESS, TargetKind.DOMAIN, TargetKind.FILE_HASH);
    Map<TargetKind, String> targets =
        Map.of(
            TargetKind.ADDRESS, "203.0.113.66",
            TargetKind.DOMAIN, "evil.example",
            TargetKind.FILE_HASH, HASH);
    targets.forEach(
        (kind, target) -> {
          Order order = lookup(kind, target, Map.of());
          assertThat(code(execute(connector, order))).isEqualTo("done");
          Proof proof = connector.verify(List.of(order)).getFirst();
          assertThat(proof.result()).isEqualTo(Proof.Result.HOLDS);
          assertThat(proof.evidence())
              .isEqualTo(
                  "VirusTotal: 12 engines say malicious, 3 suspicious, 79 neither; reputation -5;"
                      + " Example Hosting");
        });
    assertThat(questions()).isEqualTo(3);
  }

  @Test
  void whatNobodyKnowsIsAnAnswerToo() throws Exception {
    Order order = lookup(TargetKind.DOMAIN, "unknown.example", Map.of());
    assertThat(code(execute(connector, order))).isEqualTo("done");
    Proof proof = connector.verify(List.of(order)).getFirst();
    assertThat(proof.result()).isEqualTo(Proof.Result.HOLDS);
    assertThat(proof.evidence()).isEqualTo("VirusTotal does not know unknown.example");
    assertThat(questions()).isEqualTo(1);
  }

  @Test
  void whatMustStayInTheHouseIsNotAskedAbout() throws Exception {
    for (String own : List.of("dpi.hopital.example", "sante.example", "nas.local", "intranet")) {
      assertThat(code(execute(connector, lookup(TargetKind.DOMAIN, own, Map.of()))))
          .isEqualTo("NOT_PUBLIC");
    }
    assertThat(code(execute(connector, lookup(TargetKind.ADDRESS, "10.0.0.5", Map.of()))))
        .isEqualTo("NOT_PUBLIC");
    Map<String, String> red = Map.of("tlp", "RED");
    assertThat(code(execute(connector, lookup(TargetKind.FILE_HASH, HASH, red)))).isEqualTo("TLP");
    Map<String, String> careful = Map.of("pap", "RED");
    assertThat(code(execute(connector, lookup(TargetKind.FILE_HASH, HASH, careful))))
        .isEqualTo("PAP");
    assertThat(questions()).isZero();
    assertThat(code(execute(connector, lookup(TargetKind.DOMAIN, "nothopital.example", Map.of()))))
        .isEqualTo("done");
  }

  @Test
  void aQuotaThatIsUsedUpWaits() {
    room.fault("virustotal", Fault.Kind.ERROR_INSIDE, 0);
    assertThatThrownBy(() -> execute(connector, lookup(TargetKind.FILE_HASH, HASH, Map.of())))
        .isInstanceOf(ProductUnavailableException.class)
        .hasMessageContaining("quota");
    assertThat(code(execute(connector, lookup(TargetKind.FILE_HASH, HASH, Map.of()))))
        .isEqualTo("done");
  }

  @Test
  void healthTellsAWrongKey() throws Exception {
    assertThat(connector.health().good()).isTrue();
    try (Connector wrong = room.connector("virustotal", Map.of("key", room.secret("wrong")))) {
      assertThat(wrong.health().reachable()).isTrue();
      assertThat(wrong.health().authenticated()).isFalse();
    }
  }

  private int questions() throws Exception {
    return room.state("virustotal").path("questions").asInt();
  }

  private static Order lookup(TargetKind kind, String target, Map<String, String> marks) {
    return order("k-" + target, Capability.LOOK_UP, kind, target, marks);
  }
}
