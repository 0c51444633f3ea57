package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.rempart.connector.Orders.block;
import static org.rempart.connector.Orders.blockNetwork;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.time.Duration;
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
import org.rempart.connector.proven.Proves;
import org.rempart.practice.Fault;

/** Against a stand-in whose aliases do nothing until they are applied, as on pfSense. */
@Proves(type = "pfsense", product = "pfSense", contract = "REST API package 2")
class PfsenseConnectorTest extends PracticeCase {

  private static final String ALIAS = "/api/v2/firewall/alias";
  private static final String APPLY = "/api/v2/firewall/apply";

  PfsenseConnectorTest() {
    super("pfsense");
  }

  @Test
  void aBlockIsInTheTableThatPfObeysAndItsRevertTakesItOut() throws Exception {
    for (Order order :
        List.of(
            block("k1", "192.0.2.1"),
            block("k2", "2001:db8::1"),
            blockNetwork("k3", "198.51.100.0/24"))) {
      assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
      Outcome done = execute(connector, order);
      assertThat(((Outcome.Done) done).stateBefore()).isEmpty();
      assertThat(execute(connector, order)).isEqualTo(done);
      assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
      revert(connector, order, done);
      revert(connector, order, done);
      assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    }
    assertThat(operations("alias-add")).isEqualTo(3);
    assertThat(operations("alias-remove")).isEqualTo(3);
    assertThat(operations("states-cut")).isEqualTo(2);
  }

  /** The crash between a change and its applying: the repeat finishes it, whichever way it goes. */
  @Test
  void whatWasChangedButNotAppliedIsFinishedByARepeat() throws Exception {
    Order order = block("k4", "192.0.2.4");
    room.fault("pfsense", Fault.Kind.UNAVAILABLE, 0, APPLY);
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    Proof pending = connector.verify(List.of(order)).getFirst();
    assertThat(pending.result()).isEqualTo(Proof.Result.UNKNOWN);
    Outcome done = execute(connector, order);
    assertThat(((Outcome.Done) done).stateBefore()).isEmpty();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(operations("alias-add")).isEqualTo(1);

    room.fault("pfsense", Fault.Kind.UNAVAILABLE, 0, APPLY);
    assertThatThrownBy(() -> revert(connector, order, done))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(room.state("pfsense").path("tables").path("rempart_blocked")).isNotEmpty();
    revert(connector, order, done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(operations("alias-remove")).isEqualTo(1);
  }

  @Test
  void whatAnAdministratorPutThereStaysAndSoDoAllOthers() throws Exception {
    byHand("192.0.2.5", "rempart_blocked", 1);
    Order theirs = block("k5", "192.0.2.5");
    Order ours = block("k6", "192.0.2.6");
    Outcome done = execute(connector, ours);
    Outcome before = execute(connector, theirs);
    assertThat(((Outcome.Done) before).stateBefore()).containsEntry("alias", "rempart_blocked");
    revert(connector, theirs, before);
    revert(connector, ours, done);
    assertThat(result(connector, theirs)).isEqualTo(Proof.Result.HOLDS);
    assertThat(result(connector, ours)).isEqualTo(Proof.Result.ABSENT);
  }

  /** An alias is named by its place in a list; the name that is sent along guards it. */
  @Test
  void anAliasThatMovedInTheListIsNotChanged() throws Exception {
    assertThatThrownBy(() -> byHand("192.0.2.7", "rempart_blocked", 0))
        .hasMessageContaining("FIELD_NOT_EDITABLE");
    try (StatefulServer firewall = new StatefulServer();
        Connector to = room.connector("pfsense", Map.of("url", firewall.url()))) {
      String alias =
          "{'code':200,'data':[{'id':7,'name':'rempart_blocked','address':[],'detail':[]}]}";
      String table = "{'code':200,'data':{'entries':[]}}";
      firewall.order("GET", 200, Map.of(), alias.replace('\'', '"'));
      firewall.order("GET", 200, Map.of(), table.replace('\'', '"'));
      firewall.order("PATCH", 400, Map.of(), "{\"message\":\"name can not be changed\"}");
      assertThat(code(execute(to, block("k7", "192.0.2.7")))).isEqualTo("REFUSED");
      assertThat(firewall.seen.getLast().body()).contains("\"name\":\"rempart_blocked\"");
    }
  }

  @Test
  void anAnswerBeforeItsEffectIsNoProof() {
    Order order = block("k8", "192.0.2.8");
    room.fault("pfsense", Fault.Kind.ANSWER_BEFORE_EFFECT, 4000, APPLY);
    execute(connector, order);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
    await().until(() -> result(connector, order) == Proof.Result.HOLDS);
  }

  @Test
  void anErrorInsideOrNoAnswerAtAllLeavesTheOutcomeUnknown() throws Exception {
    Order order = block("k9", "192.0.2.9");
    room.fault("pfsense", Fault.Kind.ERROR_INSIDE, 0, ALIAS);
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    room.fault("pfsense", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, ALIAS);
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    execute(connector, order);
    assertThat(operations("alias-add")).isEqualTo(1);
    room.fault("pfsense", Fault.Kind.ERROR_INSIDE, 0, ".*/table");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
  }

  @Test
  void anOverloadedFirewallMeansThatNothingWasDone() {
    room.fault("pfsense", Fault.Kind.TOO_MANY, 0, ALIAS);
    assertThatThrownBy(() -> execute(connector, block("k10", "192.0.2.10")))
        .isInstanceOfSatisfying(
            ProductUnavailableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(1)));
  }

  @Test
  void healthTellsAWrongKeyAndAMissingAlias() throws Exception {
    assertThat(connector.health().detail())
        .isEqualTo("pfSense 2.7.2-RELEASE has alias rempart_blocked with 0");
    try (Connector wrong = room.connector("pfsense", Map.of("key", room.secret("x-wrong")))) {
      assertThat(wrong.health().authenticated()).isFalse();
      assertThat(code(execute(wrong, block("k11", "192.0.2.11")))).isEqualTo("NOT_AUTHENTICATED");
    }
    try (Connector wrong = room.connector("pfsense", Map.of("alias", "elsewhere"))) {
      assertThat(wrong.health().good()).isFalse();
      assertThat(code(execute(wrong, block("k12", "192.0.2.12")))).isEqualTo("NO_ALIAS");
    }
  }

  @Test
  void networksAreOfferedOnlyWhereAnAliasForThemIsNamed() throws Exception {
    assertThat(connector.offers())
        .extracting(o -> o.capability())
        .contains(Capability.BLOCK_NETWORK);
    try (Connector wrong = room.connector("pfsense", Map.of("network-alias", "elsewhere"))) {
      assertThat(wrong.health().good()).isFalse();
    }
    try (Connector without = room.connector("pfsense", Map.of("network-alias", ""))) {
      assertThat(without.health().good()).isTrue();
      assertThat(without.offers())
          .extracting(o -> o.capability())
          .containsExactly(Capability.BLOCK_ADDRESS);
      assertThat(code(execute(without, blockNetwork("k13", "198.51.100.0/24"))))
          .isEqualTo("NOT_OFFERED");
    }
    assertThat(code(execute(connector, blockNetwork("k14", "0.0.0.0/0")))).isEqualTo("BAD_NETWORK");
    assertThat(code(execute(connector, blockNetwork("k15", "198.51.100.1/24"))))
        .isEqualTo("BAD_NETWORK");
  }

  private void byHand(String address, String alias, int id) throws Exception {
    Map<String, Object> body =
        Map.of(
            "id",
            id,
            "name",
            alias,
            "address",
            List.of(address),
            "detail",
            List.of("by hand"),
            "append",
            true);
    room.byHand("PATCH", "/pfsense" + ALIAS, "X-API-Key", "practice-api-key", body);
    room.byHand("POST", "/pfsense" + APPLY, "X-API-Key", "practice-api-key", Map.of());
  }
}
