package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.rempart.connector.Orders.block;
import static org.rempart.connector.Orders.blockNetwork;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.revert;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Holding;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.RoomCase;
import org.rempart.practice.Fault;

/** What firewalls hold of blocks: ours with their keys, those of others without. */
class FirewallListsTest extends RoomCase {

  private static final String CMDB = "/fortigate/api/v2/cmdb/firewall/";
  private static final String TOKEN = "Bearer practice-api-token";

  @ParameterizedTest
  @CsvSource({
    "panos, network.block-address, 192.0.2.1, 192.0.2.1",
    "panos, network.block-address, 2001:db8::1, 2001:db8:0:0:0:0:0:1",
    "pfsense, network.block-address, 192.0.2.1, 192.0.2.1",
    "pfsense, network.block-address, 2001:db8::1, 2001:db8:0:0:0:0:0:1",
    "pfsense, network.block-network, 198.51.100.0/24, 198.51.100.0/24",
    "pfsense, network.block-network, 2001:db8:7::/48, 2001:db8:7:0:0:0:0:0/48",
    "fortigate, network.block-network, 198.51.100.0/24, 198.51.100.0/24"
  })
  void whatIsOursIsListedWithItsKeyUntilItIsTakenBack(
      String type, String capability, String target, String canonical) throws Exception {
    Capability listed = new Capability(capability);
    try (Connector connector = room.connector(type, Map.of())) {
      assertThat(connector.holdings(listed)).contains(List.of());
      Order order =
          target.contains("/") ? blockNetwork("act:1/a-b", target) : block("act:1/a-b", target);
      Outcome done = execute(connector, order);
      assertThat(connector.holdings(listed).orElseThrow())
          .singleElement()
          .satisfies(one -> assertThat(one.target().value()).isEqualTo(canonical))
          .satisfies(one -> assertThat(one.key()).isEqualTo("act:1/a-b"))
          .satisfies(one -> assertThat(one.evidence()).contains(target.split("/")[0]));
      revert(connector, order, done);
      assertThat(connector.holdings(listed)).contains(List.of());
    }
  }

  @Test
  void panosTellsWhatOthersTaggedAndLeavesOutWhatIsNoAddress() throws Exception {
    try (Connector connector = room.connector("panos", Map.of())) {
      execute(connector, block("k1", "192.0.2.1"));
      tag("192.0.2.2", "rempart-blocked");
      tag("192.0.2.3", "guest");
      tag("198.51.100.0/24", "rempart-blocked");
      assertThat(addresses(connector))
          .extracting(h -> h.target().value(), Holding::key, Holding::evidence)
          .containsExactly(
              tuple("192.0.2.1", "k1", "192.0.2.1 has the tags rempart-blocked, rempart:k1"),
              tuple("192.0.2.2", null, "192.0.2.2 has the tags rempart-blocked"));
    }
  }

  @Test
  void panosIsReadToItsLastPage() throws Exception {
    try (Connector connector = room.connector("panos", Map.of("cut-sessions", "false"))) {
      for (int i = 0; i < 1001; i++) {
        tag("10.0.%d.%d".formatted(i / 200, i % 200), "rempart-blocked");
      }
      assertThat(addresses(connector)).hasSize(1001);
    }
  }

  @Test
  void pfsenseTellsWhatAnAdministratorPutThere() throws Exception {
    try (Connector connector = room.connector("pfsense", Map.of())) {
      execute(connector, block("k1", "192.0.2.1"));
      alias("192.0.2.2", "rempart_blocked", 1);
      execute(connector, block("k3", "192.0.2.3"));
      assertThat(addresses(connector))
          .extracting(h -> h.target().value(), Holding::key)
          .containsExactly(
              tuple("192.0.2.1", "k1"), tuple("192.0.2.2", null), tuple("192.0.2.3", "k3"));
      alias("198.51.100.0/24", "rempart_networks", 2);
      assertThat(networks(connector))
          .extracting(h -> h.target().value(), Holding::key)
          .containsExactly(tuple("198.51.100.0/24", null));
    }
  }

  @Test
  void fortigateTellsNetworksThatOthersPutIntoTheGroup() throws Exception {
    try (Connector connector = room.connector("fortigate", Map.of())) {
      execute(connector, blockNetwork("k1", "198.51.100.0/24"));
      object("partner", "203.0.113.0 255.255.255.0");
      object("elsewhere", "192.0.2.0 255.255.255.0");
      join("partner");
      object("host-bits", "192.0.2.77 255.255.255.128");
      // What the group can hold besides, and no network is.
      object("odd", "203.0.0.0 255.0.255.0");
      object("everybody", "0.0.0.0 0.0.0.0");
      object("named", "");
      for (String name : List.of("host-bits", "odd", "everybody", "named")) {
        join(name);
      }
      assertThat(networks(connector))
          .extracting(h -> h.target().value(), Holding::key, Holding::evidence)
          .containsExactlyInAnyOrder(
              tuple(
                  "198.51.100.0/24",
                  "k1",
                  "rempart-198.51.100.0-24 is in group rempart_networks, comment rempart:k1"),
              tuple(
                  "192.0.2.0/25",
                  null,
                  "host-bits is in group rempart_networks, comment our partner"),
              tuple(
                  "203.0.113.0/24",
                  null,
                  "partner is in group rempart_networks, comment our partner"));
    }
  }

  @ParameterizedTest
  @CsvSource({"opnsense", "fortigate"})
  void whoKeepsNoKeyListsNothing(String type) throws Exception {
    try (Connector connector = room.connector(type, Map.of())) {
      assertThat(connector.holdings(Capability.BLOCK_ADDRESS)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "panos, network.block-address, .*",
    "pfsense, network.block-address, .*/table",
    "pfsense, network.block-network, .*/aliases",
    "fortigate, network.block-network, .*/addrgrp/.*",
    "fortigate, network.block-network, .*/address"
  })
  void anErrorInsideIsNoEmptyList(String type, String capability, String path) throws Exception {
    try (Connector connector = room.connector(type, Map.of())) {
      room.fault(type, Fault.Kind.ERROR_INSIDE, 0, path);
      assertThatThrownBy(() -> connector.holdings(new Capability(capability)))
          .isInstanceOf(ProductUnavailableException.class);
      assertThat(connector.holdings(new Capability(capability))).contains(List.of());
    }
  }

  private static List<Holding> addresses(Connector connector) {
    return connector.holdings(Capability.BLOCK_ADDRESS).orElseThrow();
  }

  private static List<Holding> networks(Connector connector) {
    return connector.holdings(Capability.BLOCK_NETWORK).orElseThrow();
  }

  private void tag(String address, String tag) throws Exception {
    String command =
        "<uid-message><payload><register><entry ip='%s'><tag><member>%s</member>"
                .formatted(address, tag)
            + "</tag></entry></register></payload></uid-message>";
    room.byHand(
        "POST", "/panos/api/", "X-PAN-KEY", "practice-api-key", "type=user-id&cmd=" + command);
  }

  private void alias(String entry, String alias, int id) throws Exception {
    Map<String, Object> body =
        Map.of(
            "id",
            id,
            "name",
            alias,
            "address",
            List.of(entry),
            "detail",
            List.of("by hand"),
            "append",
            true);
    String api = "/pfsense/api/v2/firewall/";
    room.byHand("PATCH", api + "alias", "X-API-Key", "practice-api-key", body);
    room.byHand("POST", api + "apply", "X-API-Key", "practice-api-key", Map.of());
  }

  private void object(String name, String subnet) throws Exception {
    Map<String, String> body =
        Map.of(
            "name",
            name,
            "type",
            subnet.isEmpty() ? "fqdn" : "ipmask",
            "subnet",
            subnet,
            "comment",
            "our partner");
    room.byHand("POST", CMDB + "address", TOKEN, body);
  }

  private void join(String name) throws Exception {
    room.byHand("POST", CMDB + "addrgrp/rempart_networks/member", TOKEN, Map.of("name", name));
  }
}
