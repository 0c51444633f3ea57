package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;
import static org.rempart.connector.Orders.result;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.PracticeCase;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.TargetKind;
import org.rempart.connector.proven.Proves;
import org.rempart.practice.Fault;
import org.rempart.practice.slack.SlackStandIn;
import tools.jackson.databind.JsonNode;

/** Against a stand-in that keeps messages and misbehaves as Slack does. */
@Proves(type = "slack", product = "Slack", contract = "Web API")
class SlackConnectorTest extends PracticeCase {

  private static final String POST = "/api/chat.postMessage";

  SlackConnectorTest() {
    super("slack");
  }

  @Test
  void aMessageIsPostedOnceAndFoundByItsKey() throws Exception {
    Order order = message("k1", Map.of());
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    Outcome done = new Outcome.Done("k1", Map.of(), "1800000000.000001");
    assertThat(execute(connector, order)).isEqualTo(done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(execute(connector, order)).isEqualTo(done);
    assertThat(result(connector, message("k2", Map.of()))).isEqualTo(Proof.Result.ABSENT);
    assertThat(room.state("slack").path("operations")).hasSize(1);
  }

  @Test
  void whatAnAttackerWroteRingsNobodyAndFetchesNothing() throws Exception {
    Map<String, String> hostile =
        Map.of("subject", "<!channel> & <http://evil.example|click>", "body", "x".repeat(4000));
    execute(connector, message("k1", hostile));
    JsonNode message = room.state("slack").path("messages").path(0);
    assertThat(message.path("text").asString())
        .isEqualTo("&lt;!channel&gt; &amp; &lt;http://evil.example|click&gt;");
    message
        .path("blocks")
        .forEach(b -> assertThat(b.path("text").path("type").asString()).isEqualTo("plain_text"));
    assertThat(message.path("blocks").path(1).path("text").path("text").asString())
        .hasSizeLessThan(3000);
  }

  @Test
  void anApprovalCarriesButtonsUntilItsMessageIsChanged() throws Exception {
    Map<String, String> asking =
        Map.of(
            "approval", "a-1",
            "approve_label", "Approuver",
            "reject_label", "Refuser",
            "reason_label", "Motif",
            "link", "https://rempart.example/tasks",
            "link_label", "Console");
    execute(connector, message("k1", asking));
    JsonNode blocks = room.state("slack").path("messages").path(0).path("blocks");
    assertThat(blocks).hasSize(5);
    JsonNode button = blocks.path(4).path("elements").path(0);
    assertThat(button.path("action_id").asString()).isEqualTo("GRANT");
    assertThat(button.path("value").asString()).isEqualTo("a-1");
    assertThat(blocks.path(2).path("text").path("text").asString())
        .isEqualTo("<https://rempart.example/tasks|Console>");

    Order told = message("k2", Map.of("replaces", "1800000000.000001", "body", "Approved by awa"));
    assertThat(result(connector, told)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, told);
    assertThat(result(connector, told)).isEqualTo(Proof.Result.HOLDS);
    execute(connector, told);
    assertThat(room.state("slack").path("messages")).hasSize(1);
    assertThat(room.state("slack").path("operations")).hasSize(2);
    assertThat(room.state("slack").path("messages").path(0).path("blocks")).hasSize(2);
    // Who asks again for the first finds it, although it says something else by now.
    assertThat(result(connector, message("k1", asking))).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  void anAnswerThatNeverCameLeavesTheOutcomeUnknownAndARepeatFindsTheMessage() throws Exception {
    room.fault("slack", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, POST);
    Order order = message("k1", Map.of());
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    assertThat(code(execute(connector, order))).isEqualTo("done");
    assertThat(room.state("slack").path("messages")).hasSize(1);
  }

  @Test
  void anErrorInsideAFriendlyStatusIsNoYes() {
    room.fault("slack", Fault.Kind.ERROR_INSIDE, 0, POST);
    assertThatThrownBy(() -> execute(connector, message("k1", Map.of())))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("internal_error");
    room.fault("slack", Fault.Kind.ERROR_INSIDE, 0, "/api/conversations.history");
    assertThat(code(execute(connector, message("k2", Map.of())))).isEqualTo("REFUSED");
  }

  @Test
  void tooManyCallsWaitAsLongAsSlackSays() {
    room.fault("slack", Fault.Kind.TOO_MANY, 0, POST);
    assertThatThrownBy(() -> execute(connector, message("k1", Map.of())))
        .isInstanceOf(ProductUnavailableException.class);
    assertThat(code(execute(connector, message("k1", Map.of())))).isEqualTo("done");
  }

  @Test
  void aChannelWithoutTheAppOrWithANameIsRefused() {
    for (String channel : new String[] {"C0UNKNOWN99", "#general"}) {
      Order order =
          order("k1", Capability.SEND_CHAT, TargetKind.CHANNEL, channel, letter(Map.of()));
      assertThat(code(execute(connector, order))).isIn("BAD_CHANNEL", "REFUSED");
    }
  }

  @Test
  void healthTellsTheWorkspaceAndAWrongToken() throws Exception {
    assertThat(connector.health().detail()).isEqualTo("Slack, workspace Practice, as rempart");
    try (Connector wrong = room.connector("slack", Map.of("token", room.secret("xoxb-wrong")))) {
      assertThat(wrong.health().reachable()).isTrue();
      assertThat(wrong.health().authenticated()).isFalse();
    }
    room.fault("slack", Fault.Kind.EXPIRED, 0);
    assertThat(connector.health().authenticated()).isFalse();
  }

  @Test
  void healthIsNotGoodWhenNothingTellsTheScopes() throws Exception {
    try (Portal product = new Portal();
        Connector to = room.connector("slack", Map.of("url", product.url()))) {
      product.answer("GET /api/auth.test", "{\"ok\":true,\"team\":\"P\",\"user\":\"rempart\"}");
      assertThat(to.health().authorised()).isFalse();
      assertThat(to.health().detail()).contains("takes the header X-OAuth-Scopes away");
    }
  }

  private static Order message(String key, Map<String, String> more) {
    return order(key, Capability.SEND_CHAT, TargetKind.CHANNEL, SlackStandIn.CHANNEL, letter(more));
  }

  private static Map<String, String> letter(Map<String, String> more) {
    Map<String, String> all =
        new HashMap<>(Map.of("subject", "Incident INC-7", "body", "Adresse à bloquer"));
    all.putAll(more);
    return all;
  }
}
