package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.rempart.connector.Orders.blockHash;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
import tools.jackson.databind.JsonNode;

/** Hashes blocked by rules of an IOC source, against a stand-in that keeps sources and rules. */
@Proves(type = "harfanglab", product = "HarfangLab EDR", contract = "agent and indicator API")
class HarfanglabIndicatorsTest extends PracticeCase {

  private static final String HASH = Sha256.of("malware");
  private static final String SOURCES = "/api/data/threat_intelligence/IOCSource/";
  private static final String RULES = "/api/data/threat_intelligence/IOCRule/";
  private static final String SOURCE = "00000000-0000-4000-8000-000000000701";
  private static final String RESEMBLING = "00000000-0000-4000-8000-000000000700";

  HarfanglabIndicatorsTest() {
    super("harfanglab");
  }

  @Test
  void aHashIsBlockedOnceByARuleThatCarriesTheKeyAndItsRevertTakesItAway() throws Exception {
    Order order = blockHash("k1", HASH);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    Outcome done = execute(connector, order);
    String reference = "rule of " + HASH + " in IOC source Rempart";
    assertThat(done).isEqualTo(new Outcome.Done("k1", Map.of(), reference));
    assertThat(execute(connector, order)).isEqualTo(done);
    Proof proof = connector.verify(List.of(order)).getFirst();
    assertThat(proof.result()).isEqualTo(Proof.Result.HOLDS);
    assertThat(proof.evidence()).endsWith(" blocks, rempart:k1");
    assertThat(connector.found(List.of(order)).getFirst().result()).isEqualTo(Proof.Result.HOLDS);
    JsonNode rule = rule(HASH);
    assertThat(rule.path("source_id").asString()).isEqualTo(SOURCE);
    assertThat(rule.path("comment").asString()).isEqualTo("rempart:k1");
    assertThat(rule.path("quarantine_on_agent").asBoolean()).isFalse();
    revert(connector, order, done);
    revert(connector, order, done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(operations("rule-created")).isEqualTo(1);
    assertThat(operations("rule-deleted")).isEqualTo(1);
  }

  @Test
  void aRuleOfSomebodyElseThatBlocksHoldsAndStays() throws Exception {
    byHand(SOURCE, Map.of("comment", "ours since 2019"));
    Order order = blockHash("k2", HASH);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    Outcome done = execute(connector, order);
    assertThat(((Outcome.Done) done).stateBefore()).containsEntry("comment", "ours since 2019");
    revert(connector, order, done);
    revert(connector, order, new Outcome.Done("k2", Map.of(), ""));
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(operations("rule-created")).isEqualTo(1);
  }

  @Test
  void aRuleOfSomebodyElseThatDoesNotBlockIsNotTouched() throws Exception {
    Map<String, Map<String, Object>> weak =
        Map.of(
            "disabled", Map.of("enabled", false),
            "tells", Map.of("block_on_agent", false),
            "elsewhere", Map.of("endpoint_detection", false),
            "tested", Map.of("hl_status", "testing"));
    for (Map.Entry<String, Map<String, Object>> one : weak.entrySet()) {
      String hash = Sha256.of(one.getKey());
      Map<String, Object> fields = new HashMap<>(one.getValue());
      fields.put("value", hash);
      byHand(SOURCE, fields);
      Order order = blockHash(one.getKey(), hash);
      assertThat(result(connector, order)).as(one.getKey()).isEqualTo(Proof.Result.ABSENT);
      assertThat(code(execute(connector, order))).isEqualTo("FOREIGN_INDICATOR");
      revert(connector, order, new Outcome.Done(one.getKey(), Map.of(), ""));
      assertThat(rule(hash).has("comment")).as("has no comment to begin with").isFalse();
    }
    assertThat(operations("rule-changed")).isZero();
    assertThat(operations("rule-deleted")).isZero();
  }

  @Test
  void whatAFilterFindsThatOnlyResemblesDoesNotCount() throws Exception {
    byHand(RESEMBLING, Map.of());
    byHand(SOURCE, Map.of("value", HASH + "0"));
    byHand(SOURCE, Map.of("type", "filename"));
    Order order = blockHash("k3", HASH);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    Outcome done = execute(connector, order);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    revert(connector, order, done);
    assertThat(room.state("harfanglab").path("rules")).hasSize(3);
  }

  @Test
  void oursThatSomebodyWeakenedIsNoProofAndIsMendedByARepeat() throws Exception {
    Order order = blockHash("k4", HASH);
    execute(connector, order);
    for (Map<String, Object> weaker :
        List.<Map<String, Object>>of(
            Map.of("enabled", false),
            Map.of("block_on_agent", false),
            Map.of("endpoint_detection", false),
            Map.of("hl_status", "experimental"))) {
      send("PATCH", RULES + rule(HASH).path("id").asString() + "/", weaker);
      assertThat(result(connector, order)).as("%s", weaker).isEqualTo(Proof.Result.ABSENT);
      execute(connector, order);
      assertThat(result(connector, order)).as("%s", weaker).isEqualTo(Proof.Result.HOLDS);
    }
    assertThat(operations("rule-created")).isEqualTo(1);
  }

  @Test
  void oursThatSomebodyDisabledIsTakenAwayByARevert() throws Exception {
    Order order = blockHash("k5", HASH);
    Outcome done = execute(connector, order);
    send("PATCH", RULES + rule(HASH).path("id").asString() + "/", Map.of("enabled", false));
    revert(connector, order, done);
    assertThat(room.state("harfanglab").path("rules")).isEmpty();
  }

  @Test
  void aSourceThatIsMissingIsARefusalThatSaysWhatToDoAndNeverAProof() throws Exception {
    try (Connector to = room.connector("harfanglab", Map.of("ioc-source", "Rempart Dakar"))) {
      Order order = blockHash("k6", HASH);
      assertThat(execute(to, order))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> {
                assertThat(refused.code()).isEqualTo("NO_SOURCE");
                assertThat(refused.message())
                    .isEqualTo(
                        "HarfangLab has no IOC source Rempart Dakar: create one of this name and"
                            + " put it in the policies' rulesets");
              });
      assertThat(result(to, order)).isEqualTo(Proof.Result.UNKNOWN);
      assertThat(code(revert(to, order, new Outcome.Done("k6", Map.of(), ""))))
          .isEqualTo("NO_SOURCE");
      assertThat(to.health().detail())
          .isEqualTo("HarfangLab lists 5 agents and shows no IOC source Rempart Dakar");
      assertThat(operations("source-created")).isZero();

      send("POST", SOURCES, Map.of("name", "Rempart Dakar"));
      assertThat(code(execute(to, order))).isEqualTo("done");
      send("POST", SOURCES, Map.of("name", "Rempart Dakar"));
      assertThat(code(execute(to, order))).isEqualTo("AMBIGUOUS_SOURCE");
    }
  }

  @Test
  void aSourceThatSomebodyDisabledBlocksNothing() throws Exception {
    Order order = blockHash("k7", HASH);
    Outcome done = execute(connector, order);
    send("PATCH", SOURCES + SOURCE + "/", Map.of("enabled", false));
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(code(execute(connector, order))).isEqualTo("SOURCE_DISABLED");
    revert(connector, order, done);
    assertThat(room.state("harfanglab").path("rules")).isEmpty();
  }

  @Test
  void anAnswerThatNeverCameOrCameTooEarlyDoublesNothing() throws Exception {
    Order order = blockHash("k8", HASH);
    atTheChange(Fault.Kind.EFFECT_WITHOUT_ANSWER, 0);
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    execute(connector, order);
    assertThat(operations("rule-created")).isEqualTo(1);

    Order early = blockHash("k9", Sha256.of("early"));
    atTheChange(Fault.Kind.ANSWER_BEFORE_EFFECT, 2000);
    execute(connector, early);
    assertThat(result(connector, early)).isEqualTo(Proof.Result.ABSENT);
    await().until(() -> result(connector, early) == Proof.Result.HOLDS);
  }

  @Test
  void anErrorInsideIsNeitherDoneNorAProof() throws Exception {
    Order order = blockHash("k10", HASH);
    atTheChange(Fault.Kind.ERROR_INSIDE, 0);
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    room.fault("harfanglab", Fault.Kind.ERROR_INSIDE, 0, SOURCES);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
    room.fault("harfanglab", Fault.Kind.ERROR_INSIDE, 0, RULES);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);

    Outcome done = execute(connector, order);
    room.fault("harfanglab", Fault.Kind.ERROR_INSIDE, 0, RULES + ".+/");
    assertThatThrownBy(() -> revert(connector, order, done))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  void aRuleThatTheListDoesNotShowIsADoubtAndNoRefusal() throws Exception {
    try (StatefulServer late = new StatefulServer();
        Connector to = room.connector("harfanglab", Map.of("url", late.url()))) {
      // It took no notice of a filter: this is a rule of another source.
      lists(late, "s2", "ours since 2019");
      late.order("POST", 400, Map.of(), "{\"non_field_errors\":[\"This rule already exists.\"]}");
      assertThatThrownBy(() -> execute(to, blockHash("k11", HASH)))
          .isInstanceOf(OutcomeUnknownException.class);
      assertThat(late.seen)
          .extracting(StatefulServer.Seen::path)
          .containsExactly(
              SOURCES + "?name__exact=Rempart",
              RULES + "?source_id=s1&value__exact=" + HASH,
              RULES);
    }
  }

  @Test
  void aRuleThatIsGoneBeforeItIsDeletedIsTakenBack() throws Exception {
    try (StatefulServer quick = new StatefulServer();
        Connector to = room.connector("harfanglab", Map.of("url", quick.url()))) {
      lists(quick, "s1", "rempart:k15");
      quick.order("DELETE", 404, Map.of(), "{\"detail\":\"Not found.\"}");
      Outcome done = new Outcome.Done("k15", Map.of(), "");
      assertThat(code(revert(to, blockHash("k15", HASH), done))).isEqualTo("done");
      assertThat(quick.count("DELETE", RULES + "r1/")).isEqualTo(1);
    }
  }

  @Test
  void tooManyCallsWaitAndATokenThatEndedOrABadHashIsRefused() throws Exception {
    Order order = blockHash("k12", HASH);
    atTheChange(Fault.Kind.TOO_MANY, 0);
    assertThatThrownBy(() -> execute(connector, order))
        .isInstanceOfSatisfying(
            ProductUnavailableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(1)));
    room.fault("harfanglab", Fault.Kind.EXPIRED, 0, SOURCES);
    assertThat(code(execute(connector, order))).isEqualTo("NOT_AUTHENTICATED");
    String upper = HASH.toUpperCase(Locale.ROOT);
    assertThat(code(execute(connector, blockHash("k13", upper)))).isEqualTo("BAD_HASH");
    assertThat(code(execute(connector, blockHash("k14", "abc")))).isEqualTo("BAD_HASH");
    assertThat(operations("rule-created")).isZero();
  }

  @Test
  void aTokenWithoutARightToIndicatorsIsGoodForIsolation() throws Exception {
    try (StatefulServer narrow = new StatefulServer();
        Connector to = room.connector("harfanglab", Map.of("url", narrow.url()))) {
      for (int status : new int[] {403, 404}) {
        narrow.order("GET", 200, Map.of(), "{\"count\":3,\"results\":[]}");
        narrow.order("GET", status, Map.of(), "{\"detail\":\"You may not.\"}");
        assertThat(to.health().good()).isTrue();
      }
    }
  }

  /** The next answers show the source s1, and a rule that blocks. */
  private static void lists(StatefulServer server, String source, String comment) {
    String rule =
        """
        {"count":1,"results":[{"id":"r1","type":"hash","value":"%s","source_id":"%s","comment":"%s",
        "enabled":true,"endpoint_detection":true,"block_on_agent":true,"hl_status":"stable"}]}
        """;
    server.order("GET", 200, Map.of(), "{\"results\":[{\"id\":\"s1\",\"name\":\"Rempart\"}]}");
    server.order("GET", 200, Map.of(), rule.formatted(HASH, source, comment));
  }

  /** The first request of the path is the question, the second the change. */
  private void atTheChange(Fault.Kind kind, long delayMs) {
    room.fault("harfanglab", Fault.Kind.DELAY, 0, RULES);
    room.fault("harfanglab", kind, delayMs, RULES);
  }

  /** An administrator's rule that blocks, unless something else is said. */
  private void byHand(String source, Map<String, Object> otherwise) throws Exception {
    Map<String, Object> rule = new HashMap<>();
    rule.put("type", "hash");
    rule.put("value", HASH);
    rule.put("source_id", source);
    rule.put("enabled", true);
    rule.put("endpoint_detection", true);
    rule.put("block_on_agent", true);
    rule.put("hl_status", "stable");
    rule.putAll(otherwise);
    send("POST", RULES, rule);
  }

  private void send(String method, String path, Object body) throws Exception {
    room.byHand(method, "/harfanglab" + path, "Token practice-api-token", body);
  }

  private JsonNode rule(String hash) throws Exception {
    return room.state("harfanglab")
        .path("rules")
        .valueStream()
        .filter(rule -> rule.path("value").asString().equals(hash))
        .findFirst()
        .orElseThrow();
  }
}
