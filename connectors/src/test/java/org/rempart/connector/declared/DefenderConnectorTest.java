package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.isolate;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.time.Duration;
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

/** Against a stand-in that keeps machines and their actions and misbehaves as Defender does. */
@Proves(
    type = "defender",
    product = "Microsoft Defender for Endpoint",
    contract = "machine actions and indicators API, 2026")
class DefenderConnectorTest extends PracticeCase {

  DefenderConnectorTest() {
    super("defender");
  }

  @Test
  void anIsolationHoldsOnceTheMachineHasHeardOfItAndItsRevertEndsIt() throws Exception {
    Order order = isolate("k1", "serveur-labo");
    room.fault("defender", Fault.Kind.ANSWER_BEFORE_EFFECT, 3000, ".*/isolate");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);

    Outcome done = execute(connector, order);

    assertThat(((Outcome.Done) done).stateBefore()).isEmpty();
    assertThat(((Outcome.Done) done).reference()).startsWith("machine action ");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
    await().until(() -> result(connector, order) == Proof.Result.HOLDS);
    assertThat(room.state("defender").path("actions").path(0).path("requestorComment").asString())
        .isEqualTo("rempart:k1");

    revert(connector, order, done);
    await().until(() -> result(connector, order) == Proof.Result.ABSENT);
    revert(connector, order, done);
    assertThat(ordered()).isEqualTo(2);
  }

  @Test
  void aRepeatWhileTheFirstIsPendingOrAfterwardsDoesNotDouble() throws Exception {
    Order order = isolate("k2", "serveur-labo");
    room.fault("defender", Fault.Kind.ANSWER_BEFORE_EFFECT, 3000, ".*/isolate");
    execute(connector, order);
    assertThatThrownBy(() -> execute(connector, order))
        .isInstanceOf(ProductUnavailableException.class)
        .hasMessageContaining("still pending");
    await().until(() -> result(connector, order) == Proof.Result.HOLDS);
    execute(connector, order);
    assertThat(ordered()).isEqualTo(1);
  }

  @Test
  void aRevertWhileTheIsolationIsPendingWaitsInsteadOfFindingNothing() throws Exception {
    Order order = isolate("k3", "serveur-labo");
    room.fault("defender", Fault.Kind.ANSWER_BEFORE_EFFECT, 3000, ".*/isolate");
    room.fault("defender", Fault.Kind.ANSWER_BEFORE_EFFECT, 3000, ".*/unisolate");
    Outcome done = execute(connector, order);
    assertThatThrownBy(() -> revert(connector, order, done))
        .isInstanceOf(ProductUnavailableException.class);
    await().until(() -> result(connector, order) == Proof.Result.HOLDS);
    revert(connector, order, done);
    assertThatThrownBy(() -> execute(connector, isolate("k4", "serveur-labo")))
        .isInstanceOf(ProductUnavailableException.class);
    await().until(() -> result(connector, order) == Proof.Result.ABSENT);
  }

  @Test
  void anAnswerThatNeverCameLeavesTheOutcomeUnknownAndARepeatDoesNotDouble() throws Exception {
    Order order = isolate("k6", "serveur-labo");
    room.fault("defender", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, ".*/isolate");
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    await().until(() -> result(connector, order) == Proof.Result.HOLDS);
    assertThat(((Outcome.Done) execute(connector, order)).stateBefore()).isEmpty();
    assertThat(ordered()).isEqualTo(1);
  }

  @Test
  void anErrorInsideAFriendlyAnswerLeavesTheOutcomeUnknown() {
    room.fault("defender", Fault.Kind.ERROR_INSIDE, 0, ".*/isolate");
    assertThatThrownBy(() -> execute(connector, isolate("k7", "serveur-labo")))
        .isInstanceOf(OutcomeUnknownException.class);
    room.fault("defender", Fault.Kind.ERROR_INSIDE, 0, ".*/machineactions");
    assertThat(result(connector, isolate("k7", "serveur-labo"))).isEqualTo(Proof.Result.UNKNOWN);
  }

  @Test
  void withoutAListOfMachinesNothingIsKnownAndARevertWaits() {
    Order order = isolate("k15", "serveur-labo");
    Outcome done = execute(connector, order);
    await().until(() -> result(connector, order) == Proof.Result.HOLDS);
    room.fault("defender", Fault.Kind.ERROR_INSIDE, 0, "/api/machines");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
    room.fault("defender", Fault.Kind.ERROR_INSIDE, 0, "/api/machines");
    assertThatThrownBy(() -> revert(connector, order, done))
        .isInstanceOf(ProductUnavailableException.class);
  }

  @Test
  void anExpiredTokenIsRenewedAndTooManyCallsWait() {
    execute(connector, isolate("k8", "serveur-labo"));
    room.fault("defender", Fault.Kind.EXPIRED, 0, ".*/machines.*");
    await().until(() -> result(connector, isolate("k8", "serveur-labo")) == Proof.Result.HOLDS);
    room.fault("defender", Fault.Kind.TOO_MANY, 0, ".*/isolate");
    assertThatThrownBy(() -> execute(connector, isolate("k9", "poste-admission-12")))
        .isInstanceOfSatisfying(
            ProductUnavailableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(1)));
  }

  @Test
  void aMachineThatWasSetUpAnewIsTheOneThatIsHeardOf() throws Exception {
    execute(connector, isolate("k10", "poste-imagerie-23"));
    assertThat(room.state("defender").path("actions").path(0).path("machineId").asString())
        .isEqualTo("0a3250e0693a109f1affc9217be9459028aa8427");
    String id = "0a3250e0693a109f1affc9217be9459028aa8426";
    assertThat(result(connector, isolate("k11", id))).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void aHostThatIsUnknownOrNoNameIsRefused() {
    assertThat(code(execute(connector, isolate("k12", "nowhere")))).isEqualTo("UNKNOWN_HOST");
    assertThat(code(execute(connector, isolate("k13", "x' or 1 eq 1")))).isEqualTo("BAD_HOST");
    assertThat(code(execute(connector, isolate("k14", "f".repeat(40))))).isEqualTo("UNKNOWN_HOST");
  }

  @Test
  void healthTellsAWrongSecret() throws Exception {
    assertThat(connector.health().good()).isTrue();
    try (Connector wrong =
        room.connector("defender", Map.of("client-secret", room.secret("x-wrong")))) {
      assertThat(wrong.health().reachable()).isTrue();
      assertThat(wrong.health().authenticated()).isFalse();
    }
  }

  private long ordered() throws Exception {
    return room.state("defender")
        .path("operations")
        .valueStream()
        .filter(o -> o.path("operation").asString().equals("ordered"))
        .count();
  }
}
