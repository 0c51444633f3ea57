package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.connector.Orders.block;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Connector;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.PracticeCase;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.Reversal;
import org.rempart.connector.proven.Proves;
import org.rempart.practice.Fault;

@Proves(type = "opnsense", product = "OPNsense", contract = "24.7 alias API")
class OpnsenseConnectorTest extends PracticeCase {

  OpnsenseConnectorTest() {
    super("opnsense");
  }

  @Test
  void aBlockIsInTheAliasAndItsRevertTakesItOut() throws Exception {
    Order order = block("k1", "192.0.2.1");

    Outcome done = execute(connector, order);

    assertThat(done).isEqualTo(new Outcome.Done("k1", Map.of(), "rempart_blocked"));
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(operations("add")).isEqualTo(1);
    assertThat(operations("kill-states")).isEqualTo(1);

    revert(connector, order, done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void anIpv6AddressIsTheSameHoweverItIsWritten() {
    Order order = block("k6", "2001:db8:0:0::1");
    execute(connector, order);
    assertThat(result(connector, block("other", "2001:db8::1"))).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  void anAddressThatStoodThereBeforeIsNotAddedAgainAndStaysAfterRevert() throws Exception {
    execute(connector, block("by hand", "192.0.2.2"));
    Order order = block("k2", "192.0.2.2");

    Outcome done = execute(connector, order);
    revert(connector, order, done);

    assertThat(operations("add")).isEqualTo(1);
    assertThat(operations("delete")).isZero();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  void revertingWhatIsNotThereIsASuccessWithoutACall() throws Exception {
    Order order = block("k3", "192.0.2.3");
    Outcome reverted = connector.revert(List.of(new Reversal(order, Map.of()))).getFirst();
    assertThat(reverted).isInstanceOf(Outcome.Done.class);
    assertThat(operations("delete")).isZero();
  }

  @Test
  void aFriendlyStatusWithAFailureInsideIsARefusal() {
    room.fault("opnsense", Fault.Kind.ERROR_INSIDE, 0, ".*/add/.*");
    assertThat(code(execute(connector, block("k4", "192.0.2.4")))).isEqualTo("REFUSED");
  }

  @Test
  void anAliasThatDoesNotExistIsARefusalAndBadHealth() throws Exception {
    try (Connector other = room.connector("opnsense", Map.of("alias", "nosuch"))) {
      assertThat(code(execute(other, block("k5", "192.0.2.5")))).isEqualTo("REFUSED");
      assertThat(other.health().authorised()).isFalse();
      assertThat(other.health().detail()).contains("alias nosuch is not loaded");
    }
  }

  @Test
  void aliasesThatAreNotListedAreBadHealth() throws Exception {
    try (Portal product = new Portal();
        Connector to = room.connector("opnsense", Map.of("url", product.url()))) {
      String names = "GET /api/firewall/alias_util/aliases";
      // What it answers when its packet filter does not tell.
      product.answer(names, "null");
      assertThat(to.health().authorised()).isFalse();
      assertThat(to.health().detail()).contains("does not list its aliases");
      product.answer(names, "[\"rempart_blocked\"]");
      assertThat(to.health().authorised()).isFalse();
      assertThat(to.health().detail()).contains("give the API user the right");
      product.answer("POST /api/firewall/alias_util/list/rempart_blocked", "{\"rows\":[]}");
      assertThat(to.health().detail()).isEqualTo("OPNsense has alias rempart_blocked with 0");
    }
  }

  @Test
  void anOverloadedFirewallMeansThatNothingWasDone() {
    room.fault("opnsense", Fault.Kind.TOO_MANY, 0, ".*/add/.*");
    assertThatThrownBy(() -> execute(connector, block("k7", "192.0.2.7")))
        .isInstanceOfSatisfying(
            ProductUnavailableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(1)));
    assertThat(result(connector, block("k7", "192.0.2.7"))).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void anAnswerThatNeverCameLeavesTheOutcomeUnknownAndARepeatDoesNotDouble() throws Exception {
    Order order = block("k8", "192.0.2.8");
    room.fault("opnsense", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, ".*/add/.*");
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);

    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    execute(connector, order);
    assertThat(operations("add")).isEqualTo(1);
  }

  @Test
  void aTimeOutIsUnknownToVerifyAndNeverAnException() {
    room.fault("opnsense", Fault.Kind.NEITHER, 6000, ".*/list/.*");
    assertThat(result(connector, block("k9", "192.0.2.9"))).isEqualTo(Proof.Result.UNKNOWN);
  }

  /** Away is waited for; "can't tell" would soon be a person's step. */
  @Test
  void aFirewallThatIsAwayBeforeTheFirstWriteIsAway() {
    room.fault("opnsense", Fault.Kind.UNAVAILABLE, 0, ".*/list/.*");
    List<Order> orders = List.of(block("k14", "192.0.2.14"));
    assertThatThrownBy(() -> connector.found(orders))
        .isInstanceOf(ProductUnavailableException.class);
    assertThat(connector.found(orders).getFirst().result()).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void anAnswerBeforeTheEffectIsNotTakenForProof() {
    Order order = block("k10", "192.0.2.10");
    room.fault("opnsense", Fault.Kind.ANSWER_BEFORE_EFFECT, 2500, ".*/add/.*");
    assertThat(execute(connector, order)).isInstanceOf(Outcome.Done.class);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    Awaitility.await().until(() -> result(connector, order) == Proof.Result.HOLDS);
  }

  @Test
  void wrongCredentialsAndAFirewallThatIsAwayAreToldApart() throws Exception {
    try (Connector wrong =
        room.connector("opnsense", Map.of("secret", room.secret("not the secret")))) {
      assertThat(wrong.health().reachable()).isTrue();
      assertThat(wrong.health().authenticated()).isFalse();
      assertThat(code(execute(wrong, block("k11", "192.0.2.11")))).isEqualTo("NOT_AUTHENTICATED");
    }
    try (Connector away = room.connector("opnsense", Map.of("url", "http://127.0.0.1:1"))) {
      assertThat(away.health().reachable()).isFalse();
      assertThatThrownBy(() -> execute(away, block("k12", "192.0.2.12")))
          .isInstanceOf(ProductUnavailableException.class);
    }
    assertThat(connector.health().good()).isTrue();
  }

  @Test
  void aBatchTellsEachOrderItsOwn() {
    List<Outcome> outcomes =
        connector.execute(List.of(block("a", "192.0.2.21"), block("b", "0.0.0.0")));
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Done.class);
    assertThat(code(outcomes.get(1))).isEqualTo("BAD_ADDRESS");
  }
}
