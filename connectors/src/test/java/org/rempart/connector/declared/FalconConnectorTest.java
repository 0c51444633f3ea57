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

/** Against a stand-in that keeps hosts and misbehaves as Falcon does. */
@Proves(type = "falcon", product = "CrowdStrike Falcon", contract = "devices v2, indicators v1")
class FalconConnectorTest extends PracticeCase {

  FalconConnectorTest() {
    super("falcon");
  }

  @Test
  void aHostIsContainedOnceItHasHeardOfItAndReleasedTheSameWay() throws Exception {
    Order order = isolate("k1", "serveur-labo");
    Outcome done = execute(connector, order);
    assertThat(done)
        .isEqualTo(new Outcome.Done("k1", Map.of(), "host 11111111111111111111111111111120"));
    await().until(() -> result(connector, order) == Proof.Result.HOLDS);
    revert(connector, order, done);
    await().until(() -> result(connector, order) == Proof.Result.ABSENT);
    revert(connector, order, done);
    assertThat(operations("containment_pending")).isEqualTo(1);
    assertThat(operations("lift_containment_pending")).isEqualTo(1);
  }

  @Test
  void pendingIsNoProofAndIsNotAskedForTwice() throws Exception {
    Order order = isolate("k2", "serveur-labo");
    room.fault("falcon", Fault.Kind.ANSWER_BEFORE_EFFECT, 3000, ".*/devices-actions/.*");
    Outcome done = execute(connector, order);
    Proof proof = connector.verify(List.of(order)).getFirst();
    assertThat(proof.result()).isEqualTo(Proof.Result.UNKNOWN);
    assertThat(proof.evidence()).endsWith("has status containment_pending");
    assertThatThrownBy(() -> execute(connector, order))
        .isInstanceOf(ProductUnavailableException.class);
    assertThatThrownBy(() -> revert(connector, order, done))
        .isInstanceOf(ProductUnavailableException.class);
    assertThat(operations("containment_pending")).isEqualTo(1);
  }

  @Test
  void aHostThatSomebodyContainedBeforeStaysContained() {
    Order theirs = isolate("by hand", "serveur-labo");
    execute(connector, theirs);
    await().until(() -> result(connector, theirs) == Proof.Result.HOLDS);
    Order order = isolate("k3", "serveur-labo");
    revert(connector, order, execute(connector, order));
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  void anErrorInsideAFriendlyAnswerIsARefusalAndNeverAProof() {
    room.fault("falcon", Fault.Kind.ERROR_INSIDE, 0, ".*/devices-actions/.*");
    Outcome outcome = execute(connector, isolate("k4", "serveur-labo"));
    assertThat(((Outcome.Refused) outcome).message()).endsWith("internal error");
    room.fault("falcon", Fault.Kind.ERROR_INSIDE, 0, ".*/entities/devices/v2");
    assertThat(result(connector, isolate("k4", "serveur-labo"))).isEqualTo(Proof.Result.UNKNOWN);
  }

  @Test
  void anAnswerThatNeverCameLeavesTheOutcomeUnknownAndARepeatDoesNotDouble() throws Exception {
    Order order = isolate("k5", "serveur-labo");
    room.fault("falcon", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, ".*/devices-actions/.*");
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    await().until(() -> result(connector, order) == Proof.Result.HOLDS);
    execute(connector, order);
    assertThat(operations("containment_pending")).isEqualTo(1);
  }

  @Test
  void anExpiredTokenIsRenewedAndTooManyCallsWait() {
    execute(connector, isolate("k6", "serveur-labo"));
    room.fault("falcon", Fault.Kind.EXPIRED, 0, ".*/entities/.*");
    await().until(() -> result(connector, isolate("k6", "serveur-labo")) == Proof.Result.HOLDS);
    room.fault("falcon", Fault.Kind.TOO_MANY, 0, ".*/devices-actions/.*");
    assertThatThrownBy(() -> execute(connector, isolate("k7", "poste-admission-12")))
        .isInstanceOfSatisfying(
            ProductUnavailableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(1)));
  }

  @Test
  void aHostThatIsUnknownOrHasNamesakesIsRefused() {
    assertThat(code(execute(connector, isolate("k8", "nowhere")))).isEqualTo("UNKNOWN_HOST");
    assertThat(code(execute(connector, isolate("k9", "poste-imagerie-23"))))
        .isEqualTo("AMBIGUOUS_HOST");
    assertThat(code(execute(connector, isolate("k10", "x'+hostname:'y")))).isEqualTo("BAD_HOST");
    assertThat(code(execute(connector, isolate("k11", "f".repeat(32))))).isEqualTo("UNKNOWN_HOST");
  }

  @Test
  void healthTellsAWrongSecret() throws Exception {
    assertThat(connector.health().good()).isTrue();
    try (Connector wrong =
        room.connector("falcon", Map.of("client-secret", room.secret("x-wrong")))) {
      assertThat(wrong.health().authenticated()).isFalse();
    }
  }
}
