package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.rempart.connector.Orders.blockHash;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.revert;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Holding;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.RoomCase;
import org.rempart.connector.Sha256;
import org.rempart.practice.Fault;

/** What EDRs hold of blocked hashes: ours with their keys, those of others without. */
class EdrListsTest extends RoomCase {

  private static final String OURS = Sha256.of("malware");
  private static final String THEIRS = Sha256.of("their malware");
  private static final String SHA1 = "87662bc3d60e4200ceaf7aae249d1c343f4b83c9";
  private static final String INDICATORS = "/iocs/entities/indicators/v1";
  private static final String RULES = "/api/data/threat_intelligence/IOCRule/";
  private static final String SOURCES = "/api/data/threat_intelligence/IOCSource/";
  private static final String SOURCE = "00000000-0000-4000-8000-000000000701";
  private static final String OTHER_SOURCE = "00000000-0000-4000-8000-000000000700";

  private final Map<String, String> logins = new HashMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"falcon", "defender", "sentinelone", "harfanglab"})
  void whatIsOursIsListedWithItsKeyUntilItIsTakenBack(String type) throws Exception {
    try (Connector connector = room.connector(type, Map.of())) {
      assertThat(held(connector)).isEmpty();
      Order order = blockHash("act:1/a-b", OURS);
      Outcome done = execute(connector, order);
      assertThat(held(connector))
          .singleElement()
          .satisfies(one -> assertThat(one.target()).isEqualTo(order.target()))
          .satisfies(one -> assertThat(one.key()).isEqualTo("act:1/a-b"))
          .satisfies(one -> assertThat(one.evidence()).contains(OURS, ", rempart:act:1/a-b"));
      revert(connector, order, done);
      assertThat(held(connector)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"falcon", "defender", "sentinelone", "harfanglab"})
  void whatOthersBlockIsListedWithoutAKey(String type) throws Exception {
    try (Connector connector = room.connector(type, Map.of())) {
      execute(connector, blockHash("k1", OURS));
      byHand(type, THEIRS, Map.of());
      String described = Sha256.of("described");
      byHand(type, described, words(type, "ours since 2019"));
      assertThat(held(connector))
          .extracting(h -> h.target().value(), Holding::key)
          .containsExactlyInAnyOrder(
              tuple(OURS, "k1"), tuple(THEIRS, null), tuple(described, null));
      assertThat(evidence(connector, THEIRS)).contains(THEIRS).doesNotContain("null");
      assertThat(evidence(connector, described)).endsWith(", ours since 2019");
    }
  }

  @ParameterizedTest
  @CsvSource({"falcon, 500", "defender, 1000", "sentinelone, 1000", "harfanglab, 500"})
  void aListIsReadToItsLastPage(String type, int page) throws Exception {
    try (Connector connector = room.connector(type, Map.of())) {
      for (int i = 0; i < page; i++) {
        byHand(type, Sha256.of("malware " + i), Map.of());
      }
      assertThat(held(connector)).hasSize(page);
      byHand(type, THEIRS, Map.of());
      assertThat(held(connector)).hasSize(page + 1);
    }
  }

  /** Each is alike in all but one thing to what blocks. */
  @ParameterizedTest
  @CsvSource({
    "falcon, action, detect",
    "falcon, action, allow",
    "falcon, applied_globally, false",
    "falcon, expiration, 2020-01-01T00:00:00Z",
    "defender, action, Audit",
    "defender, action, Allowed",
    "defender, rbacGroupNames, Laboratoire",
    "defender, expirationTime, 2020-01-01T00:00:00Z",
    "defender, expirationTime, 2020-01-01T00:00:00.1234567Z",
    "defender, indicatorType, FileSha1",
    "sentinelone, value, " + SHA1,
    "harfanglab, enabled, false",
    "harfanglab, block_on_agent, false",
    "harfanglab, endpoint_detection, false",
    "harfanglab, hl_status, testing",
    "harfanglab, type, filename",
    "harfanglab, value, " + SHA1,
    "harfanglab, source_id, " + OTHER_SOURCE
  })
  void whatBlocksNoSha256EverywhereIsLeftOut(String type, String field, String value)
      throws Exception {
    try (Connector connector = room.connector(type, Map.of())) {
      byHand(type, THEIRS, Map.of(field, typed(field, value)));
      assertThat(held(connector)).isEmpty();
      byHand(type, OURS, Map.of());
      assertThat(held(connector)).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "falcon, action, prevent_no_ui",
    "defender, action, Block",
    "defender, action, AlertAndBlock",
    "defender, expirationTime, 2999-01-01T00:00:00Z",
    "defender, expirationTime, some day",
    "sentinelone, osType, windows_legacy",
    "harfanglab, quarantine_on_agent, true"
  })
  void whatBlocksInAnotherWayIsListed(String type, String field, String value) throws Exception {
    try (Connector connector = room.connector(type, Map.of())) {
      byHand(type, THEIRS, Map.of(field, typed(field, value)));
      assertThat(held(connector)).hasSize(1);
    }
  }

  @Test
  void oursThatSomebodyWeakenedIsNotInForce() throws Exception {
    try (Connector connector = room.connector("falcon", Map.of())) {
      execute(connector, blockHash("k1", OURS));
      String id = room.state("falcon").path("indicators").path(0).path("id").asString();
      Map<String, String> weaker = Map.of("id", id, "action", "detect");
      send("falcon", "PATCH", INDICATORS, Map.of("indicators", List.of(weaker)));
      assertThat(held(connector)).isEmpty();
    }
  }

  @Test
  void aHashOfSeveralSystemsIsListedOnceAndAsOurs() throws Exception {
    try (Connector connector = room.connector("sentinelone", Map.of())) {
      for (String system : List.of("macos", "windows_legacy")) {
        byHand("sentinelone", OURS.toUpperCase(Locale.ROOT), Map.of("osType", system));
      }
      execute(connector, blockHash("k1", OURS));
      assertThat(held(connector))
          .extracting(h -> h.target().value(), Holding::key)
          .containsExactly(tuple(OURS, "k1"));
    }
  }

  @Test
  void aSourceThatIsGoneIsNoEmptyListAndOneThatIsDisabledBlocksNothing() throws Exception {
    try (Connector connector = room.connector("harfanglab", Map.of())) {
      execute(connector, blockHash("k1", OURS));
      send("harfanglab", "PATCH", SOURCES + SOURCE + "/", Map.of("enabled", false));
      assertThat(held(connector)).isEmpty();
      send("harfanglab", "PATCH", SOURCES + SOURCE + "/", Map.of("name", "renamed"));
      assertNoList(connector, "has no IOC source Rempart");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "falcon, /iocs/.*",
    "defender, /api/indicators",
    "sentinelone, .*/restrictions",
    "harfanglab, .*/IOCSource/",
    "harfanglab, .*/IOCRule/"
  })
  void anErrorInsideIsNoEmptyList(String type, String path) throws Exception {
    try (Connector connector = room.connector(type, Map.of())) {
      room.fault(type, Fault.Kind.ERROR_INSIDE, 0, path);
      assertNoList(connector, "can't list what it holds of endpoint.block-hash");
      assertThat(held(connector)).isEmpty();
    }
  }

  /** Apostrophes stand for quotation marks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "falcon|{}",
        "falcon|[]",
        "falcon|<html>",
        "falcon|{'resources':[],'errors':[]}",
        "falcon|{'resources':null,'meta':{'pagination':{'total':0}}}",
        "falcon|{'resources':{},'meta':{'pagination':{'total':0}}}",
        "falcon|{'resources':[],'meta':{'pagination':{'total':1}}}",
        "falcon|{'resources':[],'meta':{'pagination':{'total':10000}}}",
        "falcon|{'resources':[],'meta':{'pagination':{'total':0}},'errors':[{'message':'?'}]}",
        "falcon|{'resources':[7],'meta':{'pagination':{'total':1}}}",
        "falcon|{'resources':[{'type':'sha256','value':'x'}],'meta':{'pagination':{'total':1}}}",
        "falcon|{'resources':[{'type':'sha256','action':'prevent'}],'meta':{'pagination':{'total':1}}}",
        "falcon|{'resources':[{'action':'prevent','applied_globally':true}],'meta':{'pagination':{'total':1}}}",
        "falcon|{'resources':[{'type':'sha256','action':'prevent','applied_globally':true}],"
            + "'meta':{'pagination':{'total':1}}}",
        "defender|{}",
        "defender|[]",
        "defender|<html>",
        "defender|{'value':null}",
        "defender|{'value':{}}",
        "defender|{'value':[],'error':{'code':'?'}}",
        "defender|{'value':[],'@odata.nextLink':'https://defender.example/next'}",
        "defender|{'value':[7]}",
        "defender|{'value':[{'indicatorType':'FileSha256','indicatorValue':'x'}]}",
        "defender|{'value':[{'action':'Block','indicatorValue':'x'}]}",
        "defender|{'value':[{'indicatorType':'FileSha256','action':'Block'}]}",
        "defender|{'value':[{'indicatorType':'FileSha256','action':'Block','indicatorValue':'x'}]}",
        "sentinelone|{}",
        "sentinelone|[]",
        "sentinelone|<html>",
        "sentinelone|{'data':[]}",
        "sentinelone|{'data':null,'pagination':{'totalItems':0}}",
        "sentinelone|{'data':{},'pagination':{'totalItems':0}}",
        "sentinelone|{'data':[],'pagination':{'totalItems':1}}",
        "sentinelone|{'data':[],'pagination':{'totalItems':2001}}",
        "sentinelone|{'data':[],'pagination':{'totalItems':0},'errors':[{'title':'?'}]}",
        "sentinelone|{'data':[7],'pagination':{'totalItems':1}}",
        "sentinelone|{'data':[{'value':'x'}],'pagination':{'totalItems':1}}",
        "sentinelone|{'data':[{'type':'black_hash'}],'pagination':{'totalItems':1}}",
        "sentinelone|{'data':[{'type':'black_hash','value':'x'}],'pagination':{'totalItems':1}}",
        "harfanglab|{}",
        "harfanglab|[]",
        "harfanglab|<html>",
        "harfanglab|{'results':[]}",
        "harfanglab|{'results':null,'count':0}",
        "harfanglab|{'results':{},'count':0}",
        "harfanglab|{'results':[],'count':1}",
        "harfanglab|{'results':[7],'count':1}",
        "harfanglab|{'results':[{'type':'hash','value':'x','source_id':'s1'}],'count':1}",
        "harfanglab|{'results':[{'type':'hash','source_id':'s1','enabled':true,"
            + "'endpoint_detection':true,'block_on_agent':true,'hl_status':'stable'}],'count':1}",
        "harfanglab|{'results':[{'type':'hash','value':'x','enabled':false,"
            + "'endpoint_detection':true,'block_on_agent':true,'hl_status':'stable'}],'count':1}"
      })
  void anAnswerThatCanNotBeUnderstoodIsNeverAList(String type, String answer) throws Exception {
    try (StatefulServer product = new StatefulServer();
        Connector connector = to(product, type)) {
      answer(product, answer);
      assertNoList(connector, "can't list what it holds of endpoint.block-hash");
      assertThat(product.ordered).isEmpty();
    }
  }

  /** What is known to be something else, also where a product takes no notice of a filter. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "falcon|{'type':'sha256','action':'prevent','applied_globally':true,'deleted':true}",
        "falcon|{'type':'sha256','action':'prevent','applied_globally':true,'expired':true}",
        "falcon|{'type':'sha256','action':'prevent','host_groups':['g1']}",
        "falcon|{'type':'sha256','mobile_action':'prevent','applied_globally':true}",
        "falcon|{'type':'md5','action':'prevent','applied_globally':true}",
        "defender|{'indicatorType':'Url','indicatorValue':'x','action':'Block'}",
        "sentinelone|{'type':'white_hash','sha256Value':'x'}",
        "harfanglab|{'type':'filename','source_id':'s1','enabled':true,"
            + "'endpoint_detection':true,'block_on_agent':true,'hl_status':'stable'}",
        "harfanglab|{'type':'hash','source_id':'s2','enabled':true,"
            + "'endpoint_detection':true,'block_on_agent':true,'hl_status':'stable'}",
        "sentinelone|{'type':'black_hash','sha256Value':'','value':'" + SHA1 + "'}"
      })
  void whatIsSomethingElseIsLeftOut(String type, String entry) throws Exception {
    try (StatefulServer product = new StatefulServer();
        Connector connector = to(product, type)) {
      answer(product, listed(type, entry, 1));
      assertThat(held(connector)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"falcon, 500, 9999, 10000", "sentinelone, 1000, 2000, 2001"})
  void moreThanPagesReachIsToldAtOnce(String type, int page, int most, int more) throws Exception {
    String all = entries(type, page);
    try (StatefulServer product = new StatefulServer();
        Connector connector = to(product, type)) {
      answer(product, listed(type, all, most));
      answer(product, "{}");
      assertNoList(connector, "is no list");
      assertThat(product.ordered).as("goes on to the next page").isEmpty();
      answer(product, listed(type, all, more));
      assertNoList(connector, "which is more than it lists page by page");
    }
  }

  @Test
  void aPageThatIsLargerThanWasAskedForIsNotUnderstood() throws Exception {
    try (StatefulServer product = new StatefulServer();
        Connector connector = to(product, "defender")) {
      String one = "{'indicatorType':'FileSha256','action':'Audit'}";
      String all = String.join(",", Collections.nCopies(1001, one));
      answer(product, "{'value':[" + all + "]}");
      assertNoList(connector, "did not list as many indicators as it was asked for");
    }
  }

  /** The first page is whole, the second one lacks what is left. */
  @ParameterizedTest
  @CsvSource({"falcon", "sentinelone", "harfanglab"})
  void aLaterPageThatIsShortIsNoEndOfTheList(String type) throws Exception {
    int page = type.equals("sentinelone") ? 1000 : 500;
    try (StatefulServer product = new StatefulServer();
        Connector connector = to(product, type)) {
      answer(product, listed(type, entries(type, page), page + 1));
      if (type.equals("harfanglab")) {
        answer(product, "{'results':[{'id':'s1','name':'Rempart'}]}");
      }
      answer(product, listed(type, "", page + 1));
      assertNoList(connector, "list.entries is no list");
      assertThat(product.ordered).isEmpty();
    }
  }

  private static void assertNoList(Connector connector, String message) {
    assertThatThrownBy(() -> held(connector))
        .isInstanceOf(ProductUnavailableException.class)
        .hasMessageContaining(message);
  }

  private static List<Holding> held(Connector connector) {
    return connector.holdings(Capability.BLOCK_HASH).orElseThrow();
  }

  private static String evidence(Connector connector, String hash) {
    return held(connector).stream()
        .filter(holding -> holding.target().value().equals(hash))
        .map(Holding::evidence)
        .findFirst()
        .orElseThrow();
  }

  /** To a server that has given a token, and told of an IOC source, where one is asked for. */
  private Connector to(StatefulServer product, String type) throws Exception {
    product.order("POST", 200, Map.of(), "{\"access_token\":\"token-x\"}");
    if (type.equals("sentinelone") || type.equals("harfanglab")) {
      product.ordered.clear();
    }
    if (type.equals("harfanglab")) {
      answer(product, "{'results':[{'id':'s1','name':'Rempart'}]}");
    }
    Map<String, String> options = new HashMap<>(Map.of("url", product.url()));
    if (type.equals("defender")) {
      options.put("login-url", product.url());
    }
    return room.connector(type, options);
  }

  private static void answer(StatefulServer product, String answer) {
    Map<String, String> json = Map.of("Content-Type", "application/json");
    product.order("GET", 200, json, answer.replace('\'', '"'));
  }

  private static String listed(String type, String entries, int total) {
    String all =
        switch (type) {
          case "falcon" -> "{'resources':[%s],'meta':{'pagination':{'total':%d}}}";
          case "defender" -> "{'value':[%s]}";
          case "sentinelone" -> "{'data':[%s],'pagination':{'totalItems':%d}}";
          default -> "{'results':[%s],'count':%d}";
        };
    return all.formatted(entries, total);
  }

  private static String entries(String type, int count) {
    String one =
        switch (type) {
          case "falcon" -> "{'type':'sha256','action':'detect','applied_globally':true}";
          case "sentinelone" -> "{'type':'black_hash','value':'%s'}".formatted(SHA1);
          default ->
              "{'type':'hash','source_id':'s1','enabled':false,'endpoint_detection':true,"
                  + "'block_on_agent':true,'hl_status':'stable'}";
        };
    return String.join(",", Collections.nCopies(count, one));
  }

  /** An administrator's block, unless something else is said; it has no words to begin with. */
  private void byHand(String type, String hash, Map<String, Object> otherwise) throws Exception {
    Map<String, Object> one = new HashMap<>(block(type, hash));
    if (type.equals("sentinelone") && otherwise.containsKey("value")) {
      one.remove("sha256Value");
    }
    one.putAll(otherwise);
    switch (type) {
      case "falcon" -> {
        send(type, "POST", INDICATORS, Map.of("indicators", List.of(one)));
        expire(one);
      }
      case "defender" -> send(type, "POST", "/api/indicators", one);
      case "sentinelone" -> {
        Map<String, Object> body = Map.of("data", one, "filter", Map.of("tenant", true));
        send(type, "POST", "/web/api/v2.1/restrictions", body);
      }
      default -> send(type, "POST", RULES, one);
    }
  }

  private static Map<String, Object> block(String type, String hash) {
    return switch (type) {
      case "falcon" ->
          Map.of(
              "type",
              "sha256",
              "value",
              hash,
              "action",
              "prevent",
              "applied_globally",
              true,
              "platforms",
              List.of("windows"));
      case "defender" ->
          Map.of(
              "indicatorType", "FileSha256",
              "indicatorValue", hash,
              "action", "BlockAndRemediate");
      case "sentinelone" -> Map.of("type", "black_hash", "sha256Value", hash, "osType", "windows");
      default ->
          Map.of(
              "type",
              "hash",
              "value",
              hash,
              "source_id",
              SOURCE,
              "enabled",
              true,
              "endpoint_detection",
              true,
              "block_on_agent",
              true,
              "hl_status",
              "stable");
    };
  }

  private static Map<String, Object> words(String type, String words) {
    return Map.of(type.equals("harfanglab") ? "comment" : "description", words);
  }

  private static Object typed(String field, String value) {
    if (field.equals("rbacGroupNames")) {
      return List.of(value);
    }
    return value.matches("true|false") ? Boolean.valueOf(value) : value;
  }

  /** An indicator gets an end that is past by a change alone. */
  private void expire(Map<String, Object> one) throws Exception {
    if (one.containsKey("expiration")) {
      String id = room.state("falcon").path("indicators").path(0).path("id").asString();
      Map<String, Object> over = Map.of("id", id, "expiration", one.get("expiration"));
      send("falcon", "PATCH", INDICATORS, Map.of("indicators", List.of(over)));
    }
  }

  private void send(String type, String method, String path, Object body) throws Exception {
    if (!logins.containsKey(type)) {
      logins.put(type, login(type));
    }
    room.byHand(method, "/" + type + path, logins.get(type), body);
  }

  private String login(String type) throws Exception {
    return switch (type) {
      case "falcon" -> room.bearer("/falcon/oauth2/token", "practice-client", "practice-secret");
      case "defender" ->
          room.bearer(
              "/defender/practice-tenant/oauth2/v2.0/token", "practice-app", "practice-secret");
      case "sentinelone" -> "ApiToken practice-api-token";
      default -> "Token practice-api-token";
    };
  }
}
