package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.rempart.connector.Orders.blockHash;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Connector;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.PracticeCase;
import org.rempart.connector.Proof;
import org.rempart.connector.Sha256;
import org.rempart.connector.proven.Proves;
import org.rempart.practice.Fault;

/** Hashes blocked by Falcon's indicators, against a stand-in that keeps them. */
@Proves(type = "falcon", product = "CrowdStrike Falcon", contract = "devices v2, indicators v1")
class FalconIndicatorsTest extends PracticeCase {

  private static final String HASH = Sha256.of("malware");
  private static final String ENTITIES = "/iocs/entities/indicators/v1";

  FalconIndicatorsTest() {
    super("falcon");
  }

  @Test
  void aHashIsBlockedOnceByAnIndicatorThatCarriesTheKeyAndItsRevertTakesItAway() throws Exception {
    Order order = blockHash("k1", HASH);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    Outcome done = execute(connector, order);
    assertThat(done).isEqualTo(new Outcome.Done("k1", Map.of(), "indicator of " + HASH));
    assertThat(execute(connector, order)).isEqualTo(done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(indicator("description")).isEqualTo("rempart:k1");
    assertThat(indicator("action")).isEqualTo("prevent");
    revert(connector, order, done);
    revert(connector, order, done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(operations("indicator-created")).isEqualTo(1);
    assertThat(operations("indicator-deleted")).isEqualTo(1);
  }

  @Test
  void whatSomebodyElseDecidedAboutAFileStays() throws Exception {
    byHand(HASH, "allow", true);
    Order order = blockHash("k2", HASH);
    assertThat(code(execute(connector, order))).isEqualTo("FOREIGN_INDICATOR");
    assertThat(indicator("action")).isEqualTo("allow");

    String other = Sha256.of("other");
    byHand(other, "prevent", true);
    Order blocked = blockHash("k3", other);
    revert(connector, blocked, execute(connector, blocked));
    assertThat(result(connector, blocked)).isEqualTo(Proof.Result.HOLDS);

    String somewhere = Sha256.of("somewhere");
    byHand(somewhere, "prevent", false);
    assertThat(result(connector, blockHash("k3", somewhere))).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void oursThatSomebodyWeakenedIsNoProofAndIsMendedByARepeat() throws Exception {
    Order order = blockHash("k4", HASH);
    execute(connector, order);
    weaken();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, order);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(operations("indicator-created")).isEqualTo(1);
  }

  @Test
  void whatSomebodyElseMadeWithoutADescriptionIsNotTouched() throws Exception {
    made(theirs(HASH, "allow", true));
    Order order = blockHash("k11", HASH);
    Proof proof = connector.verify(List.of(order)).getFirst();
    assertThat(proof.result()).isEqualTo(Proof.Result.ABSENT);
    assertThat(proof.evidence()).endsWith(" of " + HASH + " says allow");
    Outcome outcome = execute(connector, order);
    assertThat(code(outcome)).isEqualTo("FOREIGN_INDICATOR");
    assertThat(((Outcome.Refused) outcome).message())
        .isEqualTo("there is an indicator of somebody else that says allow");
    revert(connector, order, new Outcome.Done("k11", Map.of(), ""));
    assertThat(indicator("action")).isEqualTo("allow");
    assertThat(operations("indicator-changed")).isZero();
    assertThat(operations("indicator-deleted")).isZero();
  }

  @Test
  void oursThatSomebodyWeakenedIsTakenAwayByARevertAndOneOfTheirsIsNot() throws Exception {
    Order order = blockHash("k12", HASH);
    Outcome done = execute(connector, order);
    weaken();
    revert(connector, order, done);
    revert(connector, order, done);
    assertThat(room.state("falcon").path("indicators")).isEmpty();
    assertThat(operations("indicator-deleted")).isEqualTo(1);

    byHand(HASH, "detect", true);
    revert(connector, order, done);
    assertThat(indicator("action")).isEqualTo("detect");
  }

  @Test
  void anAnswerThatNeverCameOrCameTooEarlyDoublesNothing() throws Exception {
    Order order = blockHash("k5", HASH);
    room.fault("falcon", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, ENTITIES);
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    execute(connector, order);
    assertThat(operations("indicator-created")).isEqualTo(1);

    Order early = blockHash("k6", Sha256.of("early"));
    room.fault("falcon", Fault.Kind.ANSWER_BEFORE_EFFECT, 4000, ENTITIES);
    execute(connector, early);
    assertThat(result(connector, early)).isEqualTo(Proof.Result.ABSENT);
    await().until(() -> result(connector, early) == Proof.Result.HOLDS);
  }

  @Test
  void anErrorInsideIsARefusalAndNeverAProof() {
    room.fault("falcon", Fault.Kind.ERROR_INSIDE, 0, ENTITIES);
    assertThat(code(execute(connector, blockHash("k7", HASH)))).isEqualTo("REFUSED");
    room.fault("falcon", Fault.Kind.ERROR_INSIDE, 0, ".*/combined/.*");
    assertThat(result(connector, blockHash("k7", HASH))).isEqualTo(Proof.Result.UNKNOWN);
    assertThat(code(execute(connector, blockHash("k8", "abc' or '")))).isEqualTo("BAD_HASH");
  }

  @Test
  void aDuplicateThatTheListDoesNotShowIsADoubtAndNoRefusal() throws Exception {
    // A product whose search lags: its list is empty, its creation says "duplicate".
    try (StatefulServer late = new StatefulServer()) {
      late.order("POST", 201, Map.of(), "{\"access_token\":\"t\"}");
      late.order("GET", 200, Map.of(), "{\"resources\":[],\"errors\":[]}");
      late.order("POST", 400, Map.of(), "{\"errors\":[{\"message\":\"Duplicate type\"}]}");
      try (Connector to = room.connector("falcon", Map.of("url", late.url()))) {
        assertThatThrownBy(() -> execute(to, blockHash("k10", HASH)))
            .isInstanceOf(OutcomeUnknownException.class);
      }
    }
  }

  @Test
  void oursThatHasExpiredIsNoProofAndIsMadeAnewByARepeat() throws Exception {
    Order order = blockHash("k13", HASH);
    execute(connector, order);
    expire();
    Proof proof = connector.verify(List.of(order)).getFirst();
    assertThat(proof.result()).isEqualTo(Proof.Result.ABSENT);
    assertThat(proof.evidence()).endsWith(" of " + HASH + " is over, rempart:k13");
    Order next = blockHash("k14", HASH);
    Outcome done = execute(connector, next);
    assertThat(result(connector, next)).isEqualTo(Proof.Result.HOLDS);
    assertThat(indicator("description")).isEqualTo("rempart:k14");
    expire();
    revert(connector, next, done);
    assertThat(room.state("falcon").path("indicators")).isEmpty();
  }

  @Test
  void whatSomebodyElseMadeAndHasExpiredIsRefusedAndStays() throws Exception {
    made(theirs(HASH, "prevent", true));
    expire();
    Order order = blockHash("k15", HASH);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    Outcome outcome = execute(connector, order);
    assertThat(code(outcome)).isEqualTo("FOREIGN_INDICATOR");
    assertThat(((Outcome.Refused) outcome).message()).contains("has expired; delete it in Falcon");
    revert(connector, order, new Outcome.Done("k15", Map.of(), ""));
    assertThat(operations("indicator-deleted")).isZero();
  }

  @Test
  void oursThatIsMarkedAsDeletedIsNoHindrance() throws Exception {
    try (Portal product = new Portal();
        Connector to = room.connector("falcon", Map.of("url", product.url()))) {
      product.answer(
          "GET /iocs/combined/indicator/v1",
          "{\"errors\":[],\"resources\":[{\"id\":\"i1\",\"value\":\""
              + HASH
              + "\",\"action\":\"prevent\",\"applied_globally\":true,\"deleted\":true,"
              + "\"description\":\"rempart:k1\"}]}");
      product.answer("DELETE " + ENTITIES, 404, "{\"errors\":[{\"message\":\"not found\"}]}");
      product.answer("POST " + ENTITIES, 201, "{\"errors\":[],\"resources\":[]}");
      Order order = blockHash("k16", HASH);
      assertThat(result(to, order)).isEqualTo(Proof.Result.ABSENT);
      assertThat(code(execute(to, order))).isEqualTo("done");
      assertThat(product.writes()).containsExactly("DELETE " + ENTITIES, "POST " + ENTITIES);
    }
  }

  private void byHand(String hash, String action, boolean everywhere) throws Exception {
    Map<String, Object> one = new HashMap<>(theirs(hash, action, everywhere));
    one.put("description", "ours since 2019");
    made(one);
  }

  private static Map<String, Object> theirs(String hash, String action, boolean everywhere) {
    return Map.of(
        "type",
        "sha256",
        "value",
        hash,
        "action",
        action,
        "applied_globally",
        everywhere,
        "platforms",
        List.of("windows"));
  }

  private void made(Map<String, Object> one) throws Exception {
    send("POST", Map.of("indicators", List.of(one)));
  }

  private void weaken() throws Exception {
    Map<String, String> weaker = Map.of("id", indicator("id"), "action", "detect");
    send("PATCH", Map.of("indicators", List.of(weaker)));
  }

  private void expire() throws Exception {
    Map<String, String> over = Map.of("id", indicator("id"), "expiration", "2020-01-01T00:00:00Z");
    send("PATCH", Map.of("indicators", List.of(over)));
  }

  private void send(String method, Object body) throws Exception {
    String login = room.bearer("/falcon/oauth2/token", "practice-client", "practice-secret");
    room.byHand(method, "/falcon" + ENTITIES, login, body);
  }

  private String indicator(String field) throws Exception {
    return room.state("falcon").path("indicators").path(0).path(field).asString();
  }
}
