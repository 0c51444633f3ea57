package org.rempart.embedded.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The products, as {@code rempart doctor} prints them. */
class ConnectorTableTest {

  private static final String FIREWALL =
      """
      {"id": "fw-dakar", "product": "nftables", "practice": false, "reachable": true, "authenticated": true,
       "authorised": true, "latencyMillis": 7, "detail": "nftables v1.0.6", "lastError": %s}\
      """;
  private static final String MAIL =
      """
      {"id": "mail", "product": "SMTP", "practice": true, "reachable": true, "authenticated": true,
       "authorised": false, "latencyMillis": 120, "detail": "550 relaying denied", "lastError": "550 relaying denied"}\
      """;

  @Test
  void everyProductHasALineAndOneThatFailsFailsAll() {
    ConnectorTable table = of("[" + FIREWALL.formatted("null") + "," + MAIL + "]");
    assertThat(table.well()).isFalse();
    assertThat(table.lines())
        .containsExactly(
            "  connector  product          reachable  signed in  rights  latency  detail",
            "  fw-dakar   nftables         yes        yes        yes     7 ms     nftables v1.0.6",
            "  mail       SMTP (practice)  yes        yes        NO      120 ms   550 relaying"
                + " denied");
  }

  @Test
  void aPastErrorIsToldOfAProductThatIsWell() {
    ConnectorTable table = of("[" + FIREWALL.formatted("\"no route to host\"") + "]");
    assertThat(table.well()).isTrue();
    assertThat(table.lines().getLast()).endsWith("nftables v1.0.6; last error: no route to host");
  }

  @Test
  void noProductIsSaidToo() {
    assertThat(of("[]").lines()).containsExactly("  --  no connector is configured");
    assertThat(of("[]").well()).isTrue();
  }

  private static ConnectorTable of(String connectors) {
    return ConnectorTable.of(new JsonMapper().readTree(connectors));
  }
}
