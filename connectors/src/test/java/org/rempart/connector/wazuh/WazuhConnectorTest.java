package org.rempart.connector.wazuh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Order;
import org.rempart.connector.Orders;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.PracticeCase;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.Reversal;
import org.rempart.connector.TargetKind;
import org.rempart.connector.proven.Proves;
import org.rempart.practice.Fault;

@Proves(type = "wazuh", product = "Wazuh", contract = "server API 4.14.7")
class WazuhConnectorTest extends PracticeCase {

  private static final String HOST = "poste-admission-12";

  WazuhConnectorTest() {
    super("wazuh");
  }

  @Test
  void anAccountIsDisabledWhenTheInventorySaysSoAndNotWhenTheManagerSaysYes() throws Exception {
    Order order = disable("k1", "a.diop@" + HOST);
    room.fault("wazuh", Fault.Kind.ANSWER_BEFORE_EFFECT, 2500, "/active-response");

    Outcome done = execute(connector, order);

    assertThat(done).isEqualTo(new Outcome.Done("k1", Map.of(), "agent 001"));
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
    comesTo(order, Proof.Result.HOLDS);
    assertThat(operations("disable-account")).isEqualTo(1);

    revert(connector, order, done);
    comesTo(order, Proof.Result.ABSENT);
    assertThat(operations("enable-account")).isEqualTo(1);
  }

  @Test
  void anAccountThatWasLockedBeforeStaysLockedAfterRevert() throws Exception {
    Order first = disable("by hand", "a.diop@" + HOST);
    execute(connector, first);
    comesTo(first, Proof.Result.HOLDS);

    Order order = disable("k2", "a.diop@" + HOST);
    Outcome done = execute(connector, order);
    revert(connector, order, done);

    // Longer than an agent takes to act: what was sent would be seen now.
    Thread.sleep(500);
    assertThat(operations("disable-account")).isEqualTo(1);
    assertThat(operations("enable-account")).isZero();
  }

  @Test
  void aHostIsIsolatedAndReleased() throws Exception {
    Order order = isolate("k3", HOST);
    Outcome done = execute(connector, order);
    comesTo(order, Proof.Result.HOLDS);
    assertThat(room.state("wazuh").path("agents").path(HOST).path("isolated").asBoolean()).isTrue();
    revert(connector, order, done);
    comesTo(order, Proof.Result.ABSENT);
  }

  /** The inventory is made once an hour: an isolation must not wait for the next one. */
  @Test
  void beforeAnythingWasSentAnOldInventoryIsGoodEnough() {
    Order order = isolate("k20", HOST);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
    assertThat(found(order)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, order);
    comesTo(order, Proof.Result.HOLDS);
    assertThat(found(isolate("k21", HOST))).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  void whoIsAwayIsNotReadBeforeTheFirstWrite() {
    Order order = isolate("k22", HOST);
    room.fault("wazuh", Fault.Kind.UNAVAILABLE, 0);
    assertThatThrownBy(() -> connector.found(List.of(order)))
        .isInstanceOf(ProductUnavailableException.class);
    assertThat(found(isolate("k23", "nosuch"))).isEqualTo(Proof.Result.UNKNOWN);
  }

  private Proof.Result found(Order order) {
    return connector.found(List.of(order)).getFirst().result();
  }

  @Test
  void sessionsEndAndTheirProcessesAreGone() {
    Order order =
        Orders.order("k4", Capability.END_SESSIONS, TargetKind.ACCOUNT, "a.diop@" + HOST, Map.of());
    execute(connector, order);
    comesTo(order, Proof.Result.HOLDS);
    assertThat(code(connector.revert(List.of(reversal(order))).getFirst()))
        .isEqualTo("NOT_REVERSIBLE");
  }

  /** A page of the inventory ends before the account's processes. */
  @Test
  void sessionsAmongManyProcessesAreSeen() {
    String name = "d.sarr@serveur-fichiers";
    Order order = Orders.order("k6", Capability.END_SESSIONS, TargetKind.ACCOUNT, name, Map.of());
    Order other =
        Orders.order(
            "k7", Capability.END_SESSIONS, TargetKind.ACCOUNT, "root@serveur-fichiers", Map.of());
    assertThat(found(order)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, order);
    comesTo(order, Proof.Result.HOLDS);
    assertThat(found(other)).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void processesAreListedAsEvidence() throws Exception {
    Order order = Orders.order("k5", Capability.LIST_PROCESSES, TargetKind.HOST, "001", Map.of());
    assertThat(execute(connector, order)).isInstanceOf(Outcome.Done.class);
    Proof proof = connector.verify(List.of(order)).getFirst();
    assertThat(proof.result()).isEqualTo(Proof.Result.HOLDS);
    assertThat(proof.evidence())
        .contains("3 processes")
        .contains("\n2288:1767258007 a.diop crypt0r");
    assertThat(room.state("wazuh").path("operations")).isEmpty();
  }

  @Test
  void aScriptThatTheAgentDoesNotHaveIsNeverTakenForDone() throws Exception {
    try (Connector other = room.connector("wazuh", Map.of("script-isolate", "nosuch.sh"))) {
      Order order = isolate("k6", HOST);
      assertThat(execute(other, order)).isInstanceOf(Outcome.Done.class);
      Thread.sleep(400);
      assertThat(result(other, order)).isNotEqualTo(Proof.Result.HOLDS);
    }
  }

  @Test
  void unknownHostsAndAccountsAreRefusedBeforeAnythingIsSent() throws Exception {
    assertThat(code(execute(connector, isolate("k7", "nosuch")))).isEqualTo("UNKNOWN_HOST");
    assertThat(code(execute(connector, disable("k8", "nobody@" + HOST))))
        .isEqualTo("UNKNOWN_ACCOUNT");
    assertThat(code(execute(connector, disable("k9", "x; reboot@" + HOST))))
        .isEqualTo("BAD_ACCOUNT");
    assertThat(room.state("wazuh").path("operations")).isEmpty();
  }

  @Test
  void anExpiredTokenIsRenewed() {
    assertThat(connector.health().detail()).isEqualTo("Wazuh API 4.14.7");
    room.fault("wazuh", Fault.Kind.EXPIRED, 0);
    assertThat(execute(connector, isolate("k10", HOST))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void anAgentThatIsNotConnectedMeansThatNothingWasSent() {
    room.fault("wazuh", Fault.Kind.ERROR_INSIDE, 0, "/active-response");
    assertThatThrownBy(() -> execute(connector, isolate("k11", HOST)))
        .isInstanceOf(ProductUnavailableException.class)
        .hasMessageContaining("not connected");
  }

  @Test
  void silenceAfterTheOrderLeavesTheOutcomeUnknown() {
    Order order = isolate("k12", HOST);
    room.fault("wazuh", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, "/active-response");
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    comesTo(order, Proof.Result.HOLDS);
  }

  @Test
  void wrongPasswordsAreBadHealth() throws Exception {
    try (Connector wrong = room.connector("wazuh", Map.of("password", room.secret("wrong")))) {
      assertThat(wrong.health().reachable()).isTrue();
      assertThat(wrong.health().authenticated()).isFalse();
    }
  }

  private void comesTo(Order order, Proof.Result wanted) {
    Awaitility.await().until(() -> result(connector, order) == wanted);
  }

  private static Reversal reversal(Order order) {
    return new Reversal(order, Map.of());
  }

  private static Order disable(String key, String account) {
    return Orders.order(key, Capability.DISABLE_ACCOUNT, TargetKind.ACCOUNT, account, Map.of());
  }

  private static Order isolate(String key, String host) {
    return Orders.order(key, Capability.ISOLATE_HOST, TargetKind.HOST, host, Map.of());
  }
}
