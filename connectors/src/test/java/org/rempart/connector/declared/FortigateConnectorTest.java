package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.rempart.connector.Orders.block;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Connector;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.PracticeCase;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.proven.Proves;
import org.rempart.practice.Fault;

/** Against a stand-in that keeps a banned list and misbehaves as FortiOS does. */
@Proves(type = "fortigate", product = "FortiGate", contract = "FortiOS 7.2")
class FortigateConnectorTest extends PracticeCase {

  FortigateConnectorTest() {
    super("fortigate");
  }

  @Test
  void aBlockIsOnTheBannedListAndItsRevertTakesItOff() throws Exception {
    for (String address : List.of("192.0.2.1", "2001:db8::1")) {
      Order order = block("k-" + address, address);
      Outcome done = execute(connector, order);
      assertThat(done).isEqualTo(new Outcome.Done(order.key(), Map.of(), "vdom root"));
      assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
      execute(connector, order);
      revert(connector, order, done);
      revert(connector, order, done);
      assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    }
    assertThat(operations("ban")).isEqualTo(2);
    assertThat(operations("clear")).isEqualTo(2);
  }

  @Test
  void whatAnAdministratorBannedStays() throws Exception {
    execute(connector, block("by hand", "192.0.2.2"));
    Order order = block("k2", "192.0.2.2");
    revert(connector, order, execute(connector, order));
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(operations("clear")).isZero();
  }

  @Test
  void aFriendlyStatusWithAnErrorInsideIsARefusalAndNeverAProof() {
    room.fault("fortigate", Fault.Kind.ERROR_INSIDE, 0, ".*/add_users");
    assertThat(code(execute(connector, block("k3", "192.0.2.3")))).isEqualTo("REFUSED");
    room.fault("fortigate", Fault.Kind.ERROR_INSIDE, 0, ".*/select");
    assertThat(result(connector, block("k3", "192.0.2.3"))).isEqualTo(Proof.Result.UNKNOWN);
  }

  @Test
  void anOverloadedFirewallMeansThatNothingWasDone() {
    room.fault("fortigate", Fault.Kind.TOO_MANY, 0, ".*/add_users");
    assertThatThrownBy(() -> execute(connector, block("k4", "192.0.2.4")))
        .isInstanceOfSatisfying(
            ProductUnavailableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(1)));
    assertThat(result(connector, block("k4", "192.0.2.4"))).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void anAnswerThatNeverCameLeavesTheOutcomeUnknownAndARepeatDoesNotDouble() throws Exception {
    Order order = block("k5", "192.0.2.5");
    room.fault("fortigate", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, ".*/add_users");
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    execute(connector, order);
    assertThat(operations("ban")).isEqualTo(1);
  }

  @Test
  void anAnswerBeforeTheEffectIsNotTakenForProof() {
    Order order = block("k6", "192.0.2.6");
    room.fault("fortigate", Fault.Kind.ANSWER_BEFORE_EFFECT, 2000, ".*/add_users");
    execute(connector, order);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    await().until(() -> result(connector, order) == Proof.Result.HOLDS);
  }

  @Test
  void healthTellsAWrongTokenAndAWrongDomain() throws Exception {
    assertThat(connector.health().detail()).isEqualTo("FortiGate v7.2.5 bans 0");
    try (Connector wrong = room.connector("fortigate", Map.of("token", room.secret("x-wrong")))) {
      assertThat(wrong.health().authenticated()).isFalse();
      assertThat(code(execute(wrong, block("k7", "192.0.2.7")))).isEqualTo("NOT_AUTHENTICATED");
    }
    try (Connector wrong = room.connector("fortigate", Map.of("vdom", "elsewhere"))) {
      assertThat(wrong.health().authenticated()).isTrue();
      assertThat(wrong.health().authorised()).isFalse();
    }
  }
}
