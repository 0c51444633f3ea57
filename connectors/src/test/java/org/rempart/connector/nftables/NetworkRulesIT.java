package org.rempart.connector.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Holding;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.TargetKind;

/** Networks, against the real nftables with traffic. */
class NetworkRulesIT {

  private static final String ATTACKERS = "10.77.0.0/24";
  private static final String SEGMENT = "10.78.0.0/24";

  private static NamespaceNetwork network;

  private Connector connector;

  @BeforeAll
  static void buildNetwork() throws IOException {
    network = NamespaceNetwork.create();
  }

  @AfterAll
  static void removeNetwork() {
    if (network != null) {
      network.close();
    }
  }

  @BeforeEach
  void connect() {
    Map<String, String> options = Map.of("prefix", network.prefix(), "timeout", "PT20S");
    connector =
        Connectors.builtIn()
            .create(new ConnectorSettings("fw", "nftables", false, List.of(), options));
  }

  @AfterEach
  void flush() {
    connector.close();
    network.onFirewall("nft", "flush", "ruleset");
  }

  @Test
  void aBlockedNetworkReachesNobodyAndNobodyReachesItUntilTheRevert() throws IOException {
    Order order = on("n1", Capability.BLOCK_NETWORK, ATTACKERS);
    assertThat(network.reaches(NamespaceNetwork.VICTIM)).isTrue();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);

    Outcome executed = execute(connector, order);

    assertThat(code(executed)).isEqualTo("done");
    assertThat(network.reaches(NamespaceNetwork.VICTIM)).isFalse();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    execute(connector, order);
    assertThat(rules().lines().filter(l -> l.contains("rempart:n1"))).hasSize(6);

    revert(connector, order, executed);
    assertThat(network.reaches(NamespaceNetwork.VICTIM)).isTrue();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(code(revert(connector, order, executed))).isEqualTo("done");
  }

  @Test
  void anIsolatedSegmentIsCutOffFromOthersAndStillTalksToTheFirewall() throws IOException {
    Order order = on("n2", Capability.ISOLATE_SEGMENT, SEGMENT);
    Outcome executed = execute(connector, order);
    assertThat(network.reaches(NamespaceNetwork.VICTIM)).isFalse();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    String probe =
        "exec 3<>/dev/tcp/%s/%d".formatted(NamespaceNetwork.VICTIM, NamespaceNetwork.PORT);
    network.onFirewall("timeout", "5", "bash", "-c", probe);

    revert(connector, order, executed);
    assertThat(network.reaches(NamespaceNetwork.VICTIM)).isTrue();
  }

  @Test
  void whatIsInForceIsListedWithItsKeyAndWhatSomebodyElseMadeWithout() {
    execute(connector, on("n8", Capability.BLOCK_NETWORK, ATTACKERS));
    execute(connector, on("n9", Capability.ISOLATE_SEGMENT, SEGMENT));
    String chain = "add rule inet rempart_networks input ip saddr ";
    network.onFirewall("nft", chain + "192.0.2.0/24 drop");
    network.onFirewall("nft", chain + "198.51.100.0/24 tcp dport 22 drop");
    network.onFirewall("nft", chain + "203.0.113.0/24 accept");

    assertThat(connector.holdings(Capability.BLOCK_NETWORK).orElseThrow())
        .extracting(h -> h.target().value(), Holding::key)
        .containsExactlyInAnyOrder(tuple(ATTACKERS, "n8"), tuple("192.0.2.0/24", null));
    assertThat(connector.holdings(Capability.ISOLATE_SEGMENT).orElseThrow())
        .extracting(h -> h.target().value(), Holding::key)
        .containsExactly(tuple(SEGMENT, "n9"));
  }

  @Test
  void rulesOfSomebodyElseStayAndARuleLessIsNoBlock() {
    Order order = on("n3", Capability.BLOCK_NETWORK, "2001:db8:7::/48");
    Outcome executed = execute(connector, order);
    network.onFirewall("nft", "add rule inet rempart_networks input ip saddr 192.0.2.0/24 drop");
    network.onFirewall(
        "nft",
        "add rule inet rempart_networks input ip6 saddr 2001:db8:7::/48 drop comment \"mine\"");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);

    revert(connector, order, executed);

    assertThat(rules()).contains("192.0.2.0/24", "mine").doesNotContain("rempart:n3");
    execute(connector, order);
    network.onFirewall("nft", "flush", "chain", "inet", "rempart_networks", "forward");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, order);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  void whatNobodyCanMeanIsRefused() {
    for (String text :
        List.of("0.0.0.0/0", "10.0.0.1/8", "10.0.0.1", "::/0", "127.0.0.0/8", "224.0.0.0/8", "x")) {
      Order order = on("n4", Capability.BLOCK_NETWORK, text);
      assertThat(code(execute(connector, order))).as(text).isEqualTo("BAD_NETWORK");
    }
  }

  private static String rules() {
    return network.onFirewall("nft", "list", "table", "inet", "rempart_networks");
  }

  private static Order on(String key, Capability capability, String text) {
    return order(key, capability, TargetKind.NETWORK, text, Map.of());
  }
}
