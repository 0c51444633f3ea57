package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.rempart.connector.Orders.blockNetwork;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.Proof;
import org.rempart.connector.RoomCase;
import org.rempart.practice.Fault;
import tools.jackson.databind.JsonNode;

/** Networks on the firewalls whose addresses have tests of their own. */
class BlockNetworkTest extends RoomCase {

  private static final String NETWORK = "198.51.100.0/24";
  private static final String CMDB = "/fortigate/api/v2/cmdb/firewall/";
  private static final String MEMBER = ".*/member";
  private static final String MEMBERS = "addrgrp/rempart_networks/member";
  private static final String OBJECT = "rempart-198.51.100.0-24";

  @ParameterizedTest
  @CsvSource({
    "opnsense, 198.51.100.0/24, add",
    "opnsense, 2001:db8:7::/48, add",
    "fortigate, 198.51.100.0/24, member-add"
  })
  void aNetworkIsBlockedOnceAndItsRevertTakesItOut(String type, String network, String operation)
      throws Exception {
    try (Connector connector = room.connector(type, Map.of())) {
      Order order = blockNetwork("k1", network);
      assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
      Outcome done = execute(connector, order);
      assertThat(((Outcome.Done) done).stateBefore()).isEmpty();
      execute(connector, order);
      assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
      assertThat(result(connector, blockNetwork("k2", "198.51.100.0/25")))
          .isEqualTo(Proof.Result.ABSENT);
      revert(connector, order, done);
      revert(connector, order, done);
      assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
      assertThat(operations(type, operation)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"opnsense, network-alias", "fortigate, group"})
  void itIsOfferedOnlyWhereAPlaceForItIsNamed(String type, String option) throws Exception {
    try (Connector without = room.connector(type, Map.of(option, ""))) {
      assertThat(without.offers())
          .extracting(offer -> offer.capability())
          .containsExactly(Capability.BLOCK_ADDRESS);
      assertThat(code(execute(without, blockNetwork("k3", NETWORK)))).isEqualTo("NOT_OFFERED");
      assertThat(without.health().good()).isTrue();
    }
    try (Connector wrong = room.connector(type, Map.of(option, "elsewhere"))) {
      assertThat(wrong.health().good()).isFalse();
    }
    try (Connector connector = room.connector(type, Map.of())) {
      for (String bad : new String[] {"0.0.0.0/0", "127.0.0.0/8", "198.51.100.1/24", "x"}) {
        assertThat(code(execute(connector, blockNetwork("k4", bad)))).isEqualTo("BAD_NETWORK");
      }
    }
  }

  @Test
  void whatAnAdministratorPutIntoOpnsensesAliasStays() throws Exception {
    try (Connector connector = room.connector("opnsense", Map.of())) {
      Order order = blockNetwork("k5", NETWORK);
      execute(connector, blockNetwork("by hand", NETWORK));
      revert(connector, order, execute(connector, order));
      assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    }
  }

  @Test
  void anAddressOfFortigateThatSomebodyElseMadeIsNotUsed() throws Exception {
    Map<String, String> bare =
        Map.of("name", OBJECT, "type", "ipmask", "subnet", "198.51.100.0 255.255.255.0");
    byHand("POST", "address", bare);
    try (Connector connector = room.connector("fortigate", Map.of())) {
      Order first = blockNetwork("k6", NETWORK);
      assertThat(code(execute(connector, first))).as("no comment").isEqualTo("FOREIGN_OBJECT");
      byHand("PUT", "address/" + OBJECT, Map.of("comment", "our partner"));
      assertThat(code(execute(connector, first))).isEqualTo("FOREIGN_OBJECT");
      revert(connector, first, new Outcome.Done("k6", Map.of(), ""));
      assertThat(operations("fortigate", "address-delete")).isZero();
      byHand("POST", MEMBERS, Map.of("name", OBJECT));
      Order order = blockNetwork("k7", NETWORK);
      revert(connector, order, execute(connector, order));
      assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    }
  }

  @Test
  void whatSomebodyChangedOfOursOnFortigateIsTakenAwayByARevert() throws Exception {
    try (Connector connector = room.connector("fortigate", Map.of())) {
      Order order = blockNetwork("k11", NETWORK);
      Outcome done = execute(connector, order);
      byHand("PUT", "address/" + OBJECT, Map.of("subnet", "203.0.113.0 255.255.255.0"));
      assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
      revert(connector, order, done);
      revert(connector, order, done);
      assertThat(operations("fortigate", "member-delete")).isEqualTo(1);
      assertThat(operations("fortigate", "address-delete")).isEqualTo(1);

      done = execute(connector, order);
      byHand("DELETE", MEMBERS + "/" + OBJECT, Map.of());
      assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
      revert(connector, order, done);
      assertThat(operations("fortigate", "address-delete")).isEqualTo(2);
    }
  }

  @Test
  void whatFortigateDidByHalfIsFinishedByARepeat() throws Exception {
    try (Connector connector = room.connector("fortigate", Map.of())) {
      Order order = blockNetwork("k8", NETWORK);
      room.fault("fortigate", Fault.Kind.ERROR_INSIDE, 0, MEMBER);
      assertThatThrownBy(() -> execute(connector, order))
          .isInstanceOf(OutcomeUnknownException.class);
      assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
      room.fault("fortigate", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, MEMBER);
      assertThatThrownBy(() -> execute(connector, order))
          .isInstanceOf(OutcomeUnknownException.class);
      execute(connector, order);
      assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
      assertThat(operations("fortigate", "address-create")).isEqualTo(1);
      assertThat(operations("fortigate", "member-add")).isEqualTo(1);
      room.fault("fortigate", Fault.Kind.ERROR_INSIDE, 0, ".*/addrgrp/.*");
      assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);

      Order early = blockNetwork("k9", "203.0.113.0/24");
      room.fault("fortigate", Fault.Kind.ANSWER_BEFORE_EFFECT, 4000, MEMBER);
      execute(connector, early);
      assertThat(result(connector, early)).isEqualTo(Proof.Result.ABSENT);
      await().until(() -> result(connector, early) == Proof.Result.HOLDS);
    }
  }

  /** Between our reading and our writing another did the same; FortiOS says so with status 500. */
  @Test
  void whatIsThereAlreadyOnFortigateIsASuccess() throws Exception {
    try (StatefulServer firewall = new StatefulServer();
        Connector to = room.connector("fortigate", Map.of("url", firewall.url()))) {
      String none = "{\"status\":\"success\",\"results\":[{\"member\":[{\"name\":\"none\"}]}]}";
      firewall.order("GET", 200, Map.of(), none);
      firewall.order("GET", 404, Map.of(), "{\"status\":\"error\",\"error\":-3}");
      firewall.order("POST", 500, Map.of(), "{\"status\":\"error\",\"error\":-5}");
      firewall.order("POST", 500, Map.of(), "{\"status\":\"error\",\"error\":-5}");
      assertThat(execute(to, blockNetwork("k10", NETWORK))).isInstanceOf(Outcome.Done.class);
    }
  }

  /** An administrator of FortiGate. */
  private void byHand(String method, String path, Object body) throws Exception {
    room.byHand(method, CMDB + path, "Bearer practice-api-token", body);
  }

  private long operations(String type, String kind) throws Exception {
    JsonNode operations = room.state(type).path("operations");
    return operations
        .valueStream()
        .filter(o -> o.path("operation").asString("").equals(kind))
        .count();
  }
}
