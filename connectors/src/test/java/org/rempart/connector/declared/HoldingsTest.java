package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Holding;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;

/** What the runtime makes of a list, on a made-up product that keeps state. */
class HoldingsTest {

  @TempDir Path folder;

  private StatefulServer product;
  private Connector connector;

  @BeforeEach
  void connect() throws Exception {
    product = new StatefulServer();
    connector = connector("", "");
  }

  @AfterEach
  void close() {
    connector.close();
    product.close();
  }

  @Test
  void everyPageIsReadAndAnEmptyListIsEmpty() {
    assertThat(held()).isEmpty();
    for (int i = 1; i <= 5; i++) {
      product.suspended.put("b-" + i, i == 4 ? "lost" : "rempart:k" + i);
    }
    assertThat(held())
        .hasSize(5)
        .contains(
            new Holding(account("b-4"), null, "badge b-4 is suspended: lost"),
            new Holding(account("b-5"), "k5", "badge b-5 is suspended: rempart:k5"));
    assertThat(product.count("GET", "/badges?page=3")).isEqualTo(1);
    assertThat(product.count("GET", "/badges?page=4")).isZero();
  }

  @Test
  void whatHasNoListIsEmptyAndNotAnEmptyList() throws Exception {
    assertThat(connector.holdings(Capability.BLOCK_ADDRESS)).isEmpty();
    try (Connector none = connector("(?s)    list:.*?(?=    reference:)", "");
        Connector off =
            connector("target: ACCOUNT", "target: ACCOUNT\n    offered: = settings.alarm")) {
      assertThat(none.holdings(Capability.DISABLE_ACCOUNT)).isEmpty();
      assertThat(off.holdings(Capability.DISABLE_ACCOUNT)).isEmpty();
    }
  }

  /** What a list lacks is taken for gone: nothing but a list is one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "<html>",
        "{'last': true}",
        "{'badges': null, 'last': true}",
        "{'badges': {'id': 'b-1', 'note': 'x'}, 'last': true}",
        "{'badges': 'none', 'last': true}",
        "{'badges': []}",
        "{'badges': [], 'last': 'yes'}",
        "{'badges': [{'note': 'x'}], 'last': true}",
        "{'badges': [null], 'last': true}",
        "{'badges': [7], 'last': true}",
        "{'badges': [{'id': 17, 'note': 'x'}], 'last': true}",
        "{'badges': [{'id': '', 'note': 'x'}], 'last': true}",
        "{'badges': [{'id': 'b 1', 'note': 'x'}], 'last': true}"
      })
  void anAnswerThatCanNotBeUnderstoodIsNeverAList(String answer) {
    product.order("GET", 200, Map.of(), answer.replace('\'', '"'));
    assertThatThrownBy(this::held)
        .isInstanceOf(ProductUnavailableException.class)
        .hasMessageContaining("Turnstile can't list what it holds of identity.disable-account")
        .hasMessageContaining(".list.");
  }

  @Test
  void aPageThatFailsIsNoEndOfTheList() {
    List.of("b-1", "b-2", "b-3").forEach(id -> product.suspended.put(id, "rempart:k"));
    held();
    String first = "{\"badges\": [{\"id\": \"b-1\", \"note\": \"x\"}], \"last\": false}";
    for (int status : new int[] {403, 404, 429, 500}) {
      product.order("GET", 200, Map.of(), first);
      product.order("GET", status, Map.of(), "{}");
      assertThatThrownBy(this::held).isInstanceOf(ProductUnavailableException.class);
    }
  }

  @Test
  void anAnswerThatTheDeclarationDoesNotTrustIsToldInItsWords() throws Exception {
    String rule =
        "{page: = page}\n          answers:\n            - when: = body.part = true\n"
            + "              means: unknown\n              message: a part of open sesame";
    try (Connector careful = connector("\\{page: = page}", rule)) {
      product.order("POST", 200, Map.of(), "{\"token\": \"token-x\"}");
      product.order("GET", 200, Map.of(), "{\"part\": true, \"badges\": [], \"last\": true}");
      assertThatThrownBy(() -> careful.holdings(Capability.DISABLE_ACCOUNT))
          .isInstanceOf(ProductUnavailableException.class)
          .hasMessageEndingWith("a part of ***");
    }
  }

  @Test
  void aListWithoutAnEndIsNotReadForEver() throws Exception {
    try (Connector endless = connector("more: .*", "more: = page > 0")) {
      assertThatThrownBy(() -> endless.holdings(Capability.DISABLE_ACCOUNT))
          .hasMessageContaining("has no end after 1000 pages");
      assertThat(product.count("GET", "/badges?page=1000")).isEqualTo(1);
      assertThat(product.count("GET", "/badges?page=1001")).isZero();
    }
  }

  @Test
  void targetsAreCanonicalAndOursIsToldWhereSeveralStandOnOne() throws Exception {
    try (Connector gate = connector("target: ACCOUNT", "target: ADDRESS")) {
      product.suspended.put("2001:db8::1", "lost");
      product.suspended.put("2001:DB8:0::1", "rempart:k1");
      product.suspended.put("2001:db8:0:0::1", "gone");
      assertThat(gate.holdings(Capability.DISABLE_ACCOUNT).orElseThrow())
          .singleElement()
          .satisfies(one -> assertThat(one.key()).isEqualTo("k1"))
          .satisfies(
              one ->
                  assertThat(one.target())
                      .isEqualTo(new Target(TargetKind.ADDRESS, "2001:db8:0:0:0:0:0:1")));
      product.suspended.put("b-9", "rempart:k9");
      assertThatThrownBy(() -> gate.holdings(Capability.DISABLE_ACCOUNT))
          .hasMessageContaining("list.target is no ADDRESS: b-9");
    }
  }

  @Test
  void secretsStayOutOfWhatIsListed() throws Exception {
    product.suspended.put("b-1", "open sesame");
    assertThat(held()).extracting(Holding::evidence).containsExactly("badge b-1 is suspended: ***");
  }

  private List<Holding> held() {
    return connector.holdings(Capability.DISABLE_ACCOUNT).orElseThrow();
  }

  private static Target account(String name) {
    return new Target(TargetKind.ACCOUNT, name);
  }

  /** To the documented product, with something of its file replaced. */
  private Connector connector(String replaced, String by) throws Exception {
    Path own = Files.createTempDirectory(folder, "own");
    String yaml = DocumentedDeclaration.yaml();
    Files.writeString(
        own.resolve("turnstile.yaml"), replaced.isEmpty() ? yaml : yaml.replaceAll(replaced, by));
    Path password = Files.writeString(folder.resolve("password"), "open sesame");
    Map<String, String> options =
        new HashMap<>(
            Map.of("url", product.url(), "user", "rempart", "password", "file:" + password));
    return Connectors.with(own)
        .createAll(List.of(new ConnectorSettings("gate", "turnstile", false, List.of(), options)))
        .getFirst();
  }
}
