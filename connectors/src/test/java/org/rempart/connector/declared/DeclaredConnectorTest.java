package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.TargetKind;

/** What the runtime does for every declared product, on a made-up one that keeps state. */
class DeclaredConnectorTest {

  @TempDir Path folder;

  private StatefulServer product;
  private Connector connector;

  @BeforeEach
  void connect() throws Exception {
    product = new StatefulServer();
    connector = connector(file(), Map.of());
  }

  @AfterEach
  void close() {
    connector.close();
    product.close();
  }

  @Test
  void whatIsBroughtAboutHoldsAndIsTakenBack() {
    Order order = badge("k1", "b-17");
    Outcome done = execute(connector, order);
    assertThat(done).isEqualTo(new Outcome.Done("k1", Map.of(), "badge b-17"));
    assertThat(product.suspended).containsEntry("b-17", "rempart:k1");
    Proof proof = connector.verify(List.of(order)).getFirst();
    assertThat(proof.result()).isEqualTo(Proof.Result.HOLDS);
    assertThat(proof.evidence()).isEqualTo("badge b-17 is suspended: rempart:k1");

    execute(connector, order);
    assertThat(product.count("PUT", "/badges/b-17")).isEqualTo(1);
    revert(connector, order, done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    revert(connector, order, done);
    assertThat(product.count("DELETE", "/badges/b-17")).isEqualTo(1);
  }

  @Test
  void whatStoodThereBeforeIsKeptAsStateAndStays() {
    product.suspended.put("b-1", "lost on Monday");
    Order order = badge("k2", "b-1");
    Outcome done = execute(connector, order);
    assertThat(((Outcome.Done) done).stateBefore())
        .isEqualTo(Map.of("present", "true", "note", "lost on Monday"));
    revert(connector, order, done);
    assertThat(product.suspended).containsEntry("b-1", "lost on Monday");

    // Ours went, somebody else's came: not ours to take.
    revert(connector, order, new Outcome.Done("k2", Map.of(), ""));
    assertThat(product.suspended).containsKey("b-1");
  }

  @Test
  void aTargetCanNotLeaveItsPlaceInThePathOrTheQuery() {
    execute(connector, badge("k3", "../../about?x=1&y#z%2e/é"));
    assertThat(product.seen.getLast().path())
        .isEqualTo("/badges/..%2F..%2Fabout%3Fx%3D1%26y%23z%252e%2F%C3%A9");
    assertThat(code(execute(connector, badge("k4", "..")))).isEqualTo("BAD_VALUE");
    assertThat(code(execute(connector, badge("k5", ".")))).isEqualTo("BAD_VALUE");
  }

  @Test
  void anExpiredTokenIsRenewedOnceAndTheSessionEnded() {
    execute(connector, badge("k6", "b-6"));
    product.token = "another";
    assertThat(result(connector, badge("k6", "b-6"))).isEqualTo(Proof.Result.HOLDS);
    assertThat(product.count("POST", "/login")).isEqualTo(2);
    connector.close();
    assertThat(product.token).isEmpty();
  }

  @Test
  void secretsStayOutOfWhatIsTold() throws Exception {
    product.order("PUT", 400, Map.of(), "{\"error\":\"bad token token-1 of open sesame\"}");
    Outcome.Refused refused = (Outcome.Refused) execute(connector, badge("k7", "b-7"));
    assertThat(refused.message()).contains("bad token *** of ***");

    try (Connector wrong = connector(file(), Map.of("password", secret("wrong\nword")))) {
      assertThat(wrong.health().authenticated()).isFalse();
      assertThat(wrong.health().detail()).doesNotContain("wrong");
    }
    String inHeader =
        file().replace("Authorization: = \"Turnstile \"", "Authorization: = secrets.password");
    try (Connector odd = connector(inHeader, Map.of("password", secret("open sesame")))) {
      product.order("POST", 200, Map.of(), "{\"token\":\"line\\nbreak\"}");
      assertThat(odd.health().detail()).contains("characters").doesNotContain("line");
    }
  }

  @Test
  void anAnswerMeansWhatTheDeclarationSays() {
    product.order("PUT", 200, Map.of(), "{\"error\":\"the gate is shut\"}");
    assertThat(execute(connector, badge("k8", "b-8")))
        .isEqualTo(new Outcome.Refused("k8", "SHUT", "Turnstile says the gate is shut"));
    product.order("PUT", 409, Map.of(), "{}");
    assertThat(execute(connector, badge("k9", "b-9"))).isInstanceOf(Outcome.Done.class);
    product.order("PUT", 202, Map.of("X-Wait", "7"), "{}");
    var retry =
        catchThrowableOfType(
            ProductUnavailableException.class, () -> execute(connector, badge("k10", "b-10")));
    assertThat(retry.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(code(execute(connector, badge("k11", "nobody")))).isEqualTo("NOT_FOUND");
    assertThat(code(execute(connector, badge("k12", "a b")))).isEqualTo("BAD_BADGE");
  }

  @Test
  void anAnswerThatCanNotBeReadIsUnknownAndNothingIsSentOnIt() {
    product.order("GET", 200, Map.of(), "<html>");
    assertThat(result(connector, badge("k13", "b-13"))).isEqualTo(Proof.Result.UNKNOWN);
    product.order("GET", 200, Map.of(), "[]");
    assertThatThrownBy(() -> execute(connector, badge("k13", "b-13")))
        .isInstanceOf(ProductUnavailableException.class)
        .hasMessageContaining("can't tell how b-13 stands");
    assertThat(product.count("PUT", "/badges/b-13")).isZero();
  }

  @Test
  void aFailureAfterAChangeLeavesTheOutcomeUnknown() throws Exception {
    try (Connector ringing = connector(file(), Map.of("alarm", "true"))) {
      result(ringing, badge("k14", "b-14"));
      for (int status : new int[] {400, 429}) {
        product.suspended.clear();
        product.order("POST", status, Map.of(), "{}");
        assertThatThrownBy(() -> execute(ringing, badge("k14", "b-14")))
            .isInstanceOf(OutcomeUnknownException.class);
      }
    }
    product.order("PUT", 500, Map.of(), "{}");
    assertThatThrownBy(() -> execute(connector, badge("k15", "b-15")))
        .isInstanceOf(OutcomeUnknownException.class);
    product.order("PUT", 503, Map.of(), "{}");
    assertThatThrownBy(() -> execute(connector, badge("k15", "b-15")))
        .isInstanceOf(ProductUnavailableException.class);
  }

  @Test
  void aMissingRightIsBadHealth() {
    assertThat(connector.health().good()).isTrue();
    assertThat(connector.health().detail()).isEqualTo("Turnstile 7.2");
    product.order("GET", 200, Map.of(), "{\"version\":\"7.2\",\"rights\":[\"read\"]}");
    assertThat(connector.health().authorised()).isFalse();
  }

  @Test
  void theProductIsAskedNoMoreOftenThanItMayBe() throws Exception {
    String limited = file() + "\nrate-limit: {calls: 3, per: PT10M}\n";
    try (Connector slow = connector(limited, Map.of("timeout", "PT0.2S"))) {
      execute(slow, badge("k16", "b-16"));
      assertThatThrownBy(() -> execute(slow, badge("k17", "b-17")))
          .isInstanceOf(ProductUnavailableException.class)
          .hasMessageContaining("as often as it may be");
    }
    assertThat(product.seen).hasSize(3);
  }

  private Connector connector(String yaml, Map<String, String> otherwise) throws Exception {
    Path own = Files.createTempDirectory(folder, "own");
    Files.writeString(own.resolve("turnstile.yaml"), yaml);
    Map<String, String> options =
        new HashMap<>(
            Map.of("url", product.url(), "user", "rempart", "password", secret("open sesame")));
    options.putAll(otherwise);
    return Connectors.with(own)
        .createAll(List.of(new ConnectorSettings("gate", "turnstile", false, List.of(), options)))
        .getFirst();
  }

  private String secret(String value) throws Exception {
    return "file:" + Files.writeString(Files.createTempFile(folder, "secret", ""), value);
  }

  private static String file() throws Exception {
    return DocumentedDeclaration.yaml();
  }

  private static Order badge(String key, String badge) {
    return order(key, Capability.DISABLE_ACCOUNT, TargetKind.ACCOUNT, badge, Map.of());
  }
}
