package org.rempart.connector.wazuh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.result;

import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Order;
import org.rempart.connector.Orders;
import org.rempart.connector.Outcome;
import org.rempart.connector.PracticeCase;
import org.rempart.connector.Proof;
import org.rempart.connector.Reversal;
import org.rempart.connector.TargetKind;
import org.rempart.practice.Fault;

/** Ending one process, and what of it an inventory that follows at its own pace can prove. */
class WazuhKillTest extends PracticeCase {

  private static final String HOST = "poste-admission-12";
  private static final String CRYPT0R = "2288:1767258007";

  WazuhKillTest() {
    super("wazuh");
  }

  @Test
  void aProcessIsGoneWhenANewerLookDoesNotShowIt() throws Exception {
    Order order = kill("k1", CRYPT0R);
    assertThat(found(order)).isEqualTo(Proof.Result.ABSENT);
    room.fault("wazuh", Fault.Kind.ANSWER_BEFORE_EFFECT, 1500, "/active-response");

    assertThat(execute(connector, order)).isEqualTo(new Outcome.Done("k1", Map.of(), "agent 001"));

    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
    comesTo(connector, order, Proof.Result.HOLDS);
    assertThat(killed()).containsExactly(CRYPT0R);
    assertThat(code(connector.revert(List.of(new Reversal(order, Map.of()))).getFirst()))
        .isEqualTo("NOT_REVERSIBLE");
  }

  @Test
  void anOldLookThatDoesNotShowItProvesNothing() throws Exception {
    Order order = kill("k2", "9999:1767258100");
    assertThat(execute(connector, order)).isInstanceOf(Outcome.Done.class);
    Thread.sleep(400);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);

    agentLooks();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
  }

  /** The agent's clock runs ahead, so that its old look seems newer than the order. */
  @Test
  void aLookThatWasThereBeforeProvesNothingWhateverItsTime() throws Exception {
    agentLooks();
    Order release = Orders.isolate("look", HOST);
    connector.revert(List.of(new Reversal(release, Map.of())));
    comesTo(connector, release, Proof.Result.ABSENT);
    try (Connector other = room.connector("wazuh", Map.of("script-kill-process", "nosuch.sh"))) {
      Order order = kill("k11", "9999:1767258100");
      execute(other, order);
      assertThat(result(other, order)).isEqualTo(Proof.Result.UNKNOWN);
      assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
    }
    agentLooks();
    assertThat(result(connector, kill("k11", "9999:1767258100"))).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  void whoGotTheNumberLaterIsLeftAlone() throws Exception {
    Order order = kill("k3", "2288:1767258006");
    execute(connector, order);
    agentLooks();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(killed()).isEmpty();
  }

  /** Somebody copied the start wrongly: what is meant may still run. */
  @Test
  void whoHadTheNumberEarlierIsLeftAloneAndProvesNothing() throws Exception {
    Order order = kill("k4", "2288:1767258008");
    execute(connector, order);
    agentLooks();
    Proof proof = connector.verify(List.of(order)).getFirst();
    assertThat(proof.result()).isEqualTo(Proof.Result.UNKNOWN);
    assertThat(proof.evidence()).contains("runs " + CRYPT0R + ", not 2288:1767258008");
    assertThat(killed()).isEmpty();
  }

  @Test
  void aScriptThatTheAgentDoesNotHaveIsNeverTakenForDone() throws Exception {
    try (Connector other = room.connector("wazuh", Map.of("script-kill-process", "nosuch.sh"))) {
      Order order = kill("k5", CRYPT0R);
      assertThat(execute(other, order)).isInstanceOf(Outcome.Done.class);
      Thread.sleep(400);
      assertThat(result(other, order)).isEqualTo(Proof.Result.UNKNOWN);
      agentLooks();
      assertThat(result(other, order)).isEqualTo(Proof.Result.ABSENT);
    }
  }

  @Test
  void anErrorInsideAnAnswerIsNotTakenForNoSuchProcess() throws Exception {
    Order order = kill("k6", "2288:1767258006");
    execute(connector, order);
    agentLooks();
    // Of the two questions of a proof the second, about the number itself.
    room.fault("wazuh", Fault.Kind.DELAY, 0, "/syscollector/001/processes");
    room.fault("wazuh", Fault.Kind.ERROR_INSIDE, 0, "/syscollector/001/processes");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  void whatIsNoProcessIsRefusedBeforeAnythingIsSent() throws Exception {
    assertThat(execute(connector, kill("k7", "2288")))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("BAD_PROCESS");
              assertThat(refused.message()).contains("endpoint.list-processes", "PID:START");
            });
    for (String bad : List.of("0:1767258007", "02288:1767258007", "2288:1; reboot", "-1:5")) {
      assertThat(code(execute(connector, kill("k8", bad)))).isEqualTo("BAD_PROCESS");
    }
    assertThat(code(execute(connector, kill("k9", "1:1767225600")))).isEqualTo("KERNEL_PROCESS");
    assertThat(result(connector, kill("k10", "2288"))).isEqualTo(Proof.Result.UNKNOWN);
    assertThat(room.state("wazuh").path("operations")).isEmpty();
  }

  /** Another order makes the agent look at itself, past this one. */
  private void agentLooks() {
    Order isolation = Orders.isolate("look", HOST);
    execute(connector, isolation);
    comesTo(connector, isolation, Proof.Result.HOLDS);
  }

  private static void comesTo(Connector connector, Order order, Proof.Result wanted) {
    Awaitility.await().until(() -> result(connector, order) == wanted);
  }

  private Proof.Result found(Order order) {
    return connector.found(List.of(order)).getFirst().result();
  }

  private List<String> killed() throws Exception {
    return room.state("wazuh")
        .at("/agents/" + HOST + "/killed")
        .valueStream()
        .map(identity -> identity.asString())
        .toList();
  }

  private static Order kill(String key, String process) {
    String target = process + "@" + HOST;
    return Orders.order(key, Capability.KILL_PROCESS, TargetKind.PROCESS, target, Map.of());
  }
}
