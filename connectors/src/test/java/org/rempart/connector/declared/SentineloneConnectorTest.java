package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.rempart.connector.Orders.blockHash;
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
import org.rempart.connector.Sha256;
import org.rempart.connector.proven.Proves;
import org.rempart.practice.Fault;
import org.rempart.practice.sentinelone.SentineloneStandIn;
import tools.jackson.databind.JsonNode;

/** Against a stand-in that keeps agents and a blocklist and misbehaves as SentinelOne does. */
@Proves(type = "sentinelone", product = "SentinelOne", contract = "management API 2.1")
class SentineloneConnectorTest extends PracticeCase {

  private static final String HASH = Sha256.of("malware");
  private static final String ACTIONS = ".*/agents/actions/.*";
  private static final String LIST = ".*/restrictions";

  SentineloneConnectorTest() {
    super("sentinelone");
  }

  @Test
  void aHostIsCutOffOnceItsAgentHasHeardOfItAndConnectedTheSameWay() throws Exception {
    Order order = isolate("k1", "serveur-labo");
    Outcome done = execute(connector, order);
    assertThat(done).isEqualTo(new Outcome.Done("k1", Map.of(), "agent 1000000000000000020"));
    await().until(() -> result(connector, order) == Proof.Result.HOLDS);
    execute(connector, order);
    revert(connector, order, done);
    await().until(() -> result(connector, order) == Proof.Result.ABSENT);
    revert(connector, order, done);
    assertThat(operations("disconnecting")).isEqualTo(1);
    assertThat(operations("connecting")).isEqualTo(1);
  }

  @Test
  void pendingIsNoProofAndIsNotAskedForTwice() throws Exception {
    Order order = isolate("k2", "serveur-labo");
    room.fault("sentinelone", Fault.Kind.ANSWER_BEFORE_EFFECT, 4000, ACTIONS);
    Outcome done = execute(connector, order);
    Proof proof = connector.verify(List.of(order)).getFirst();
    assertThat(proof.result()).isEqualTo(Proof.Result.UNKNOWN);
    assertThat(proof.evidence()).endsWith("is still disconnecting");
    assertThatThrownBy(() -> execute(connector, order))
        .isInstanceOf(ProductUnavailableException.class);
    assertThatThrownBy(() -> revert(connector, order, done))
        .isInstanceOf(ProductUnavailableException.class);
    assertThat(operations("disconnecting")).isEqualTo(1);
  }

  @Test
  void nothingAffectedIsARefusalAlthoughTheStatusIs200() {
    Outcome outcome = execute(connector, isolate("k3", "poste-imagerie-23"));
    assertThat(code(outcome)).isEqualTo("NOTHING_HAPPENED");
    assertThat(result(connector, isolate("k3", SentineloneStandIn.STUBBORN)))
        .isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void aHostThatWasCutOffBeforeStaysSo() {
    Order theirs = isolate("by hand", "serveur-labo");
    execute(connector, theirs);
    await().until(() -> result(connector, theirs) == Proof.Result.HOLDS);
    Order order = isolate("k4", "serveur-labo");
    revert(connector, order, execute(connector, order));
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  void anAnswerThatNeverCameOrAnErrorInsideLeavesTheOutcomeUnknown() throws Exception {
    Order order = isolate("k5", "serveur-labo");
    room.fault("sentinelone", Fault.Kind.ERROR_INSIDE, 0, ACTIONS);
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    room.fault("sentinelone", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, ACTIONS);
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    await().until(() -> result(connector, order) == Proof.Result.HOLDS);
    execute(connector, order);
    assertThat(operations("disconnecting")).isEqualTo(1);
    room.fault("sentinelone", Fault.Kind.ERROR_INSIDE, 0, ".*/agents");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
  }

  @Test
  void tooManyCallsWaitAndATokenThatEndedIsToldApart() {
    room.fault("sentinelone", Fault.Kind.TOO_MANY, 0, ACTIONS);
    assertThatThrownBy(() -> execute(connector, isolate("k6", "serveur-labo")))
        .isInstanceOfSatisfying(
            ProductUnavailableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(1)));
    room.fault("sentinelone", Fault.Kind.EXPIRED, 0, ACTIONS);
    assertThat(code(execute(connector, isolate("k6", "serveur-labo"))))
        .isEqualTo("NOT_AUTHENTICATED");
    assertThat(code(execute(connector, isolate("k7", "nowhere")))).isEqualTo("UNKNOWN_HOST");
    assertThat(code(execute(connector, isolate("k8", "x?y")))).isEqualTo("BAD_HOST");
  }

  @Test
  void aHashIsBlockedForEachSystemAndItsRevertTakesOnlyOurEntriesAway() throws Exception {
    byHand("macos");
    Order order = blockHash("k9", HASH);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    Outcome done = execute(connector, order);
    assertThat(execute(connector, order)).isEqualTo(done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(operations("blocklist-create")).isEqualTo(3);
    revert(connector, order, done);
    revert(connector, order, done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(room.state("sentinelone").path("blocklist")).hasSize(1);
  }

  @Test
  void whatIsLeftOfABlockIsTakenAwayByARevertAndEntriesOfOthersAreNot() throws Exception {
    Map<String, String> theirs =
        Map.of("type", "black_hash", "sha256Value", HASH, "osType", "macos");
    restrictions("POST", Map.of("data", theirs, "filter", Map.of("tenant", true)));
    Order order = blockHash("k11", HASH);
    Outcome done = execute(connector, order);
    assertThat(operations("blocklist-create")).isEqualTo(3);
    String linux = entries().getFirst().path("id").asString();
    restrictions("DELETE", Map.of("data", Map.of("ids", List.of(linux), "type", "black_hash")));
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    revert(connector, order, done);
    assertThat(code(revert(connector, order, done))).isEqualTo("done");
    assertThat(entries())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.path("osType").asString()).isEqualTo("macos");
              assertThat(left.has("description")).isFalse();
            });
  }

  @Test
  void anAnswerWithoutAListOfEntriesIsNoProof() throws Exception {
    try (StatefulServer console = new StatefulServer();
        Connector to = room.connector("sentinelone", Map.of("url", console.url()))) {
      console.order("GET", 200, Map.of(), "{\"data\":{}}");
      assertThat(result(to, blockHash("k12", HASH))).isEqualTo(Proof.Result.UNKNOWN);
    }
  }

  @Test
  void aHashThatIsBlockedHalfIsFinishedByARepeat() throws Exception {
    Order order = blockHash("k10", HASH);
    room.fault("sentinelone", Fault.Kind.DELAY, 0, LIST);
    room.fault("sentinelone", Fault.Kind.DELAY, 0, LIST);
    room.fault("sentinelone", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, LIST);
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, order);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(operations("blocklist-create")).isEqualTo(3);
    room.fault("sentinelone", Fault.Kind.ERROR_INSIDE, 0, LIST);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
  }

  @Test
  void healthTellsAWrongToken() throws Exception {
    assertThat(connector.health().detail())
        .isEqualTo("SentinelOne lists 4 agents and its blocklist");
    try (Connector wrong = room.connector("sentinelone", Map.of("token", room.secret("x-wrong")))) {
      assertThat(wrong.health().reachable()).isTrue();
      assertThat(wrong.health().authenticated()).isFalse();
    }
  }

  private void byHand(String system) throws Exception {
    Map<String, String> data =
        Map.of(
            "type", "black_hash", "sha256Value", HASH, "osType", system, "description", "by hand");
    restrictions("POST", Map.of("data", data, "filter", Map.of("tenant", true)));
  }

  private void restrictions(String method, Object body) throws Exception {
    String path = "/sentinelone/web/api/v2.1/restrictions";
    room.byHand(method, path, "ApiToken practice-api-token", body);
  }

  private List<JsonNode> entries() throws Exception {
    return room.state("sentinelone").path("blocklist").valueStream().toList();
  }
}
