package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.rempart.connector.Orders.blockHash;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.PracticeCase;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.Sha256;
import org.rempart.connector.TargetKind;
import org.rempart.connector.proven.Proves;
import org.rempart.practice.Fault;
import org.rempart.practice.defender.DefenderStandIn;
import tools.jackson.databind.JsonNode;

/** Files and hashes, against a stand-in that keeps Defender's indicators and machine actions. */
@Proves(
    type = "defender",
    product = "Microsoft Defender for Endpoint",
    contract = "machine actions and indicators API, 2026")
class DefenderFilesTest extends PracticeCase {

  private static final String HASH = Sha256.of("malware");
  private static final String SHA1 = "87662bc3d60e4200ceaf7aae249d1c343f4b83c9";
  private static final String FILE = "C:\\Users\\m@ri\\facture.exe@serveur-labo";

  DefenderFilesTest() {
    super("defender");
  }

  @Test
  void aHashIsBlockedByAnIndicatorThatCarriesTheKeyAndItsRevertTakesItAway() throws Exception {
    Order order = blockHash("k1", HASH);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    Outcome done = execute(connector, order);
    assertThat(done).isEqualTo(new Outcome.Done("k1", Map.of(), "indicator of " + HASH));
    assertThat(execute(connector, order)).isEqualTo(done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(indicator().path("description").asString()).isEqualTo("rempart:k1");
    assertThat(indicator().path("action").asString()).isEqualTo("BlockAndRemediate");
    revert(connector, order, done);
    revert(connector, order, done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(operations("indicator-submitted")).isEqualTo(1);
    assertThat(operations("indicator-deleted")).isEqualTo(1);
  }

  @Test
  void whatSomebodyElseDecidedAboutAFileIsNotOverwritten() throws Exception {
    byHand("Allowed", List.of());
    Order order = blockHash("k2", HASH);
    assertThat(code(execute(connector, order))).isEqualTo("FOREIGN_INDICATOR");
    assertThat(indicator().path("action").asString()).isEqualTo("Allowed");
    byHand("Block", List.of("Laboratoire"));
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(code(execute(connector, order))).isEqualTo("FOREIGN_INDICATOR");
    byHand("Block", List.of());
    revert(connector, order, execute(connector, order));
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  void whatSomebodyElseMadeWithoutADescriptionIsNotTouched() throws Exception {
    submit(Map.of("action", "Allowed"));
    Order order = blockHash("k13", HASH);
    Proof proof = connector.verify(List.of(order)).getFirst();
    assertThat(proof.result()).isEqualTo(Proof.Result.ABSENT);
    assertThat(proof.evidence()).endsWith(" of " + HASH + " says Allowed");
    Outcome outcome = execute(connector, order);
    assertThat(code(outcome)).isEqualTo("FOREIGN_INDICATOR");
    assertThat(((Outcome.Refused) outcome).message())
        .isEqualTo("there is an indicator of somebody else that says Allowed");
    revert(connector, order, new Outcome.Done("k13", Map.of(), ""));
    assertThat(indicator().path("action").asString()).isEqualTo("Allowed");
    assertThat(operations("indicator-submitted")).isEqualTo(1);
    assertThat(operations("indicator-deleted")).isZero();
  }

  @Test
  void oursThatSomebodyWeakenedIsTakenAwayByARevertAndOneOfTheirsIsNot() throws Exception {
    Order order = blockHash("k14", HASH);
    Outcome done = execute(connector, order);
    submit(Map.of("action", "Audit", "title", "Blocked", "description", "rempart:k14"));
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    revert(connector, order, done);
    revert(connector, order, done);
    assertThat(room.state("defender").path("indicators")).isEmpty();
    assertThat(operations("indicator-deleted")).isEqualTo(1);

    byHand("Audit", List.of());
    revert(connector, order, done);
    assertThat(indicator().path("action").asString()).isEqualTo("Audit");
  }

  @Test
  void aBlockWithoutAnAnswerOrBeforeItsEffectIsNoProofAndIsNotDoubled() throws Exception {
    Order order = blockHash("k3", HASH);
    // The first request of the path is the question, the second the change.
    room.fault("defender", Fault.Kind.DELAY, 0, "/api/indicators");
    room.fault("defender", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, "/api/indicators");
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    execute(connector, order);
    assertThat(operations("indicator-submitted")).isEqualTo(1);

    Order early = blockHash("k4", Sha256.of("early"));
    room.fault("defender", Fault.Kind.DELAY, 0, "/api/indicators");
    room.fault("defender", Fault.Kind.ANSWER_BEFORE_EFFECT, 4000, "/api/indicators");
    execute(connector, early);
    assertThat(result(connector, early)).isEqualTo(Proof.Result.ABSENT);
    await().until(() -> result(connector, early) == Proof.Result.HOLDS);
  }

  @Test
  void anErrorInsideIsNeitherDoneNorAProof() {
    room.fault("defender", Fault.Kind.DELAY, 0, "/api/indicators");
    room.fault("defender", Fault.Kind.ERROR_INSIDE, 0, "/api/indicators");
    assertThatThrownBy(() -> execute(connector, blockHash("k5", HASH)))
        .isInstanceOf(OutcomeUnknownException.class);
    room.fault("defender", Fault.Kind.ERROR_INSIDE, 0, "/api/indicators");
    assertThat(result(connector, blockHash("k5", HASH))).isEqualTo(Proof.Result.UNKNOWN);
    assertThat(code(execute(connector, blockHash("k6", "x' or 1 eq 1")))).isEqualTo("BAD_HASH");
  }

  @Test
  void aFileIsInQuarantineOnceItsMachineHasSaidSoAndARepeatDoesNotDouble() throws Exception {
    Order order = quarantine("k7", FILE, SHA1);
    room.fault("defender", Fault.Kind.ANSWER_BEFORE_EFFECT, 4000, ".*/StopAndQuarantineFile");
    Outcome done = execute(connector, order);
    assertThat(((Outcome.Done) done).reference()).startsWith("machine action ");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
    assertThatThrownBy(() -> execute(connector, order))
        .isInstanceOf(ProductUnavailableException.class)
        .hasMessageContaining("still pending");
    await().until(() -> result(connector, order) == Proof.Result.HOLDS);
    execute(connector, order);
    JsonNode action = room.state("defender").path("actions").path(0);
    assertThat(action.path("relatedFileInfo").path("fileIdentifier").asString()).isEqualTo(SHA1);
    assertThat(operations("ordered")).isEqualTo(1);
    // What was done for another order says nothing about a file that may have come again.
    assertThat(result(connector, quarantine("k8", FILE, SHA1))).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void aQuarantineThatFailedIsAbsentAndOneWithoutASha1IsRefused() throws Exception {
    Order order = quarantine("k9", FILE, DefenderStandIn.TRUSTED);
    execute(connector, order);
    await().until(() -> result(connector, order) == Proof.Result.ABSENT);
    Order without =
        order("k10", Capability.QUARANTINE_FILE, TargetKind.FILE, FILE, Map.of("sha256", HASH));
    assertThat(code(execute(connector, without))).isEqualTo("MISSING_PARAMETER");
    assertThat(code(execute(connector, quarantine("k11", FILE, HASH)))).isEqualTo("BAD_HASH");
    assertThat(code(execute(connector, quarantine("k12", "C:\\a.exe@nowhere", SHA1))))
        .isEqualTo("UNKNOWN_HOST");
    assertThat(operations("ordered")).isEqualTo(1);
    room.fault("defender", Fault.Kind.ERROR_INSIDE, 0, "/api/machines");
    assertThat(result(connector, quarantine("k15", FILE, SHA1))).isEqualTo(Proof.Result.UNKNOWN);
  }

  private static Order quarantine(String key, String file, String sha1) {
    return order(key, Capability.QUARANTINE_FILE, TargetKind.FILE, file, Map.of("sha1", sha1));
  }

  /** An administrator's indicator, by the same API. */
  private void byHand(String action, List<String> groups) throws Exception {
    submit(
        Map.of(
            "action",
            action,
            "title",
            "Our own tool",
            "description",
            "since 2019",
            "rbacGroupNames",
            groups));
  }

  private void submit(Map<String, Object> fields) throws Exception {
    String token = "/defender/practice-tenant/oauth2/v2.0/token";
    Map<String, Object> indicator = new HashMap<>(fields);
    indicator.put("indicatorValue", HASH);
    indicator.put("indicatorType", "FileSha256");
    String login = room.bearer(token, "practice-app", "practice-secret");
    room.byHand("POST", "/defender/api/indicators", login, indicator);
  }

  private JsonNode indicator() throws Exception {
    return room.state("defender").path("indicators").path(0);
  }
}
