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

/** Against a stand-in whose agents act when they next ask, and tell nobody before. */
@Proves(type = "harfanglab", product = "HarfangLab EDR", contract = "agent and indicator API")
class HarfanglabConnectorTest extends PracticeCase {

  private static final String ORDERS = ".*isolate/";

  HarfanglabConnectorTest() {
    super("harfanglab");
  }

  @Test
  void aHostIsIsolatedOnceItsAgentHasAskedAndReleasedTheSameWay() throws Exception {
    Order order = isolate("k1", "serveur-labo");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    room.fault("harfanglab", Fault.Kind.ANSWER_BEFORE_EFFECT, 4000, ORDERS);
    Outcome done = execute(connector, order);
    assertThat(done)
        .isEqualTo(new Outcome.Done("k1", Map.of(), "agent 00000000-0000-4000-8000-000000000020"));
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    await().until(() -> result(connector, order) == Proof.Result.HOLDS);
    execute(connector, order);
    revert(connector, order, done);
    await().until(() -> result(connector, order) == Proof.Result.ABSENT);
    assertThat(operations("isolate-ordered")).isEqualTo(1);
    assertThat(room.state("harfanglab").path("isolated").valueStream())
        .noneMatch(isolated -> isolated.asBoolean());
  }

  /** The trap: nothing to undo is seen, and a minute later the agent isolates itself. */
  @Test
  void aReleaseOvertakesAnIsolationThatNothingShowsYet() throws Exception {
    Order order = isolate("k2", "serveur-labo");
    room.fault("harfanglab", Fault.Kind.ANSWER_BEFORE_EFFECT, 4000, ORDERS);
    Outcome done = execute(connector, order);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    revert(connector, order, done);
    assertThat(operations("release-ordered")).isEqualTo(1);
    await().pollDelay(Duration.ofMillis(5500)).until(() -> true);
    assertThat(operations("isolated")).isZero();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void aHostThatSomebodyIsolatedBeforeStaysSo() throws Exception {
    Order theirs = isolate("by hand", "serveur-labo");
    execute(connector, theirs);
    await().until(() -> result(connector, theirs) == Proof.Result.HOLDS);
    Order order = isolate("k3", "serveur-labo");
    revert(connector, order, execute(connector, order));
    assertThat(operations("release-ordered")).isZero();
  }

  @Test
  void aPolicyThatForbidsItBehindAYesIsARefusal() throws Exception {
    Outcome outcome = execute(connector, isolate("k4", "poste-admission-12"));
    assertThat(code(outcome)).isEqualTo("POLICY");
    assertThat(operations("isolate-ordered")).isZero();
  }

  @Test
  void anAnswerThatNeverCameOrAnErrorInsideLeavesTheOutcomeUnknown() throws Exception {
    Order order = isolate("k5", "serveur-labo");
    room.fault("harfanglab", Fault.Kind.ERROR_INSIDE, 0, ORDERS);
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    room.fault("harfanglab", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, ORDERS);
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    await().until(() -> result(connector, order) == Proof.Result.HOLDS);
    execute(connector, order);
    assertThat(operations("isolate-ordered")).isEqualTo(1);
    room.fault("harfanglab", Fault.Kind.ERROR_INSIDE, 0, ".*/Agent/");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
  }

  @Test
  void namesakesAndNamesThatOnlyResembleAreToldApart() {
    assertThat(code(execute(connector, isolate("k6", "poste-imagerie-23"))))
        .isEqualTo("AMBIGUOUS_HOST");
    assertThat(code(execute(connector, isolate("k7", "serveur")))).isEqualTo("UNKNOWN_HOST");
    String id = "00000000-0000-4000-8000-000000000223";
    assertThat(result(connector, isolate("k8", id))).isEqualTo(Proof.Result.ABSENT);
    String nobody = "00000000-0000-4000-8000-000000000999";
    assertThat(code(execute(connector, isolate("k9", nobody)))).isEqualTo("UNKNOWN_HOST");
    assertThat(code(execute(connector, isolate("k10", "a/b")))).isEqualTo("BAD_HOST");
  }

  @Test
  void tooManyCallsWaitAndHealthTellsAWrongToken() throws Exception {
    room.fault("harfanglab", Fault.Kind.TOO_MANY, 0, ORDERS);
    assertThatThrownBy(() -> execute(connector, isolate("k11", "serveur-labo")))
        .isInstanceOfSatisfying(
            ProductUnavailableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(1)));
    assertThat(connector.health().detail())
        .isEqualTo("HarfangLab lists 5 agents and has IOC source Rempart");
    try (Connector wrong = room.connector("harfanglab", Map.of("token", room.secret("x-wrong")))) {
      assertThat(wrong.health().authenticated()).isFalse();
      assertThat(code(execute(wrong, isolate("k12", "serveur-labo"))))
          .isEqualTo("NOT_AUTHENTICATED");
    }
  }
}
