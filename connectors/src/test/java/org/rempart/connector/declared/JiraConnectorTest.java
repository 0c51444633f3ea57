package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.ticket;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Offer;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.PracticeCase;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.http.Basic;
import org.rempart.connector.proven.Proves;
import org.rempart.practice.Fault;
import tools.jackson.databind.JsonNode;

/** Against a stand-in that keeps tickets and whose search lags behind, as Jira's does. */
@Proves(type = "jira", product = "Jira", contract = "Cloud REST v3")
class JiraConnectorTest extends PracticeCase {

  private static final String SEC_1 = "GET /rest/api/3/issue/SEC-1";

  JiraConnectorTest() {
    super("jira");
  }

  @Test
  void aTicketIsNotOpenedAgainBeforeASearchWouldFindIt() throws Exception {
    assertThat(lags(connector)).containsEntry("ticket.open", Duration.ofMinutes(1));
    assertThat(lags(connector)).containsEntry("ticket.comment", Duration.ZERO);
    try (Connector slower = room.connector("jira", Map.of("search-lag", "PT5M"))) {
      assertThat(lags(slower)).containsEntry("ticket.open", Duration.ofMinutes(5));
    }
  }

  private static Map<String, Duration> lags(Connector connector) {
    return connector.offers().stream()
        .collect(Collectors.toMap(o -> o.capability().id(), Offer::lag, (a, b) -> a));
  }

  @Test
  void aTicketIsOpenedCommentedAndClosed() throws Exception {
    Order open = ticket(Capability.OPEN_TICKET, "k1", "INC-7");
    assertThat(connector.found(List.of(open)).getFirst().result()).isEqualTo(Proof.Result.ABSENT);
    assertThat(execute(connector, open)).isEqualTo(new Outcome.Done("k1", Map.of(), "SEC-1"));
    // The search does not know it yet, which is no proof that it is not there.
    assertThat(result(connector, open)).isEqualTo(Proof.Result.UNKNOWN);

    Order comment = known(Capability.COMMENT_TICKET, "k2", "INC-7");
    assertThat(result(connector, comment)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, comment);
    assertThat(result(connector, comment)).isEqualTo(Proof.Result.HOLDS);
    await().until(() -> result(connector, open) == Proof.Result.HOLDS);
    Order close = ticket(Capability.CLOSE_TICKET, "k3", "INC-7");
    assertThat(result(connector, close)).isEqualTo(Proof.Result.ABSENT);
    assertThat(execute(connector, close)).isEqualTo(new Outcome.Done("k3", Map.of(), "SEC-1"));
    assertThat(result(connector, close)).isEqualTo(Proof.Result.HOLDS);
    assertThat(connector.verify(List.of(close)).getFirst().evidence())
        .isEqualTo("ticket SEC-1 is Done");

    JsonNode made = room.state("jira").path("issues").path(0);
    assertThat(made.path("fields").path("summary").asString())
        .isEqualTo("Rançongiciel au laboratoire");
    assertThat(made.path("fields").path("labels").path(0).asString()).isEqualTo("rempart-INC-7");
    assertThat(made.path("properties").path(0).path("value").path("action").asString())
        .isEqualTo("k1");
    assertThat(made.path("fields").path("description").toString()).contains("1 < 2 & plus");
  }

  @Test
  void everyStepCanBeRepeatedWithoutDoubling() throws Exception {
    execute(connector, ticket(Capability.OPEN_TICKET, "k1", "INC-8"));
    await()
        .until(
            () ->
                result(connector, ticket(Capability.OPEN_TICKET, "k1", "INC-8"))
                    == Proof.Result.HOLDS);
    for (int i = 0; i < 2; i++) {
      execute(connector, ticket(Capability.OPEN_TICKET, "k1", "INC-8"));
      execute(connector, ticket(Capability.COMMENT_TICKET, "k2", "INC-8"));
      execute(connector, ticket(Capability.CLOSE_TICKET, "k3", "INC-8"));
    }
    // The ticket, the comment, the last comment, the transition.
    assertThat(room.state("jira").path("operations")).hasSize(4);
  }

  @Test
  void aTextOfSeveralLinesIsADocument() throws Exception {
    Map<String, String> letter =
        new HashMap<>(Map.of("subject", "Deux\nlignes", "body", "un\n\ndeux"));
    Order open =
        new Order(
            "k1",
            Capability.OPEN_TICKET,
            ticket(Capability.OPEN_TICKET, "k", "INC-9").target(),
            null,
            letter);
    assertThat(code(execute(connector, open))).isEqualTo("done");
    JsonNode fields = room.state("jira").path("issues").path(0).path("fields");
    assertThat(fields.path("summary").asString()).isEqualTo("Deux lignes");
    assertThat(fields.path("description").path("content")).hasSize(3);
  }

  @Test
  void anAnswerThatNeverCameLeavesTheOutcomeUnknownAndARepeatFindsTheTicket() throws Exception {
    Order open = ticket(Capability.OPEN_TICKET, "k1", "INC-10");
    room.fault("jira", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, "/rest/api/3/issue");
    assertThatThrownBy(() -> execute(connector, open)).isInstanceOf(OutcomeUnknownException.class);
    await().until(() -> result(connector, open) == Proof.Result.HOLDS);
    assertThat(execute(connector, open)).isEqualTo(new Outcome.Done("k1", Map.of(), "SEC-1"));
    assertThat(room.state("jira").path("issues")).hasSize(1);
  }

  @Test
  void whatCanNotBeDoneIsRefusedWithItsReason() throws Exception {
    assertThat(code(execute(connector, ticket(Capability.COMMENT_TICKET, "k1", "INC-11"))))
        .isEqualTo("NO_TICKET");
    room.fault("jira", Fault.Kind.ERROR_INSIDE, 0, "/rest/api/3/issue");
    Outcome refused = execute(connector, ticket(Capability.OPEN_TICKET, "k2", "INC-12"));
    assertThat(((Outcome.Refused) refused).message()).contains("Field 'labels' cannot be set");
    try (Connector other = room.connector("jira", Map.of("issue-type", "Bogue"))) {
      Outcome wrong = execute(other, ticket(Capability.OPEN_TICKET, "k3", "INC-13"));
      assertThat(((Outcome.Refused) wrong).message()).contains("fields: is not valid");
    }
    execute(connector, ticket(Capability.OPEN_TICKET, "k4", "INC-14"));
    try (Connector other = room.connector("jira", Map.of("transition", "Abandon"))) {
      assertThat(code(execute(other, known(Capability.CLOSE_TICKET, "k5", "INC-14"))))
          .isEqualTo("NO_TRANSITION");
    }
    Order injected = ticket(Capability.OPEN_TICKET, "k6", "INC-1\" OR project = \"HR");
    assertThat(code(execute(connector, injected))).isEqualTo("BAD_INCIDENT");
  }

  @Test
  void aCommentWithoutATextIsNotOursAndClosingStillSaysWhy() throws Exception {
    execute(connector, ticket(Capability.OPEN_TICKET, "k1", "INC-16"));
    Map<String, Object> picture =
        Map.of("type", "doc", "version", 1, "content", List.of(Map.of("type", "mediaSingle")));
    room.byHand(
        "POST",
        "/jira/rest/api/3/issue/SEC-1/comment",
        Basic.of("rempart@sante.example", "practice-api-token"),
        Map.of("body", picture));
    Order comment = known(Capability.COMMENT_TICKET, "k2", "INC-16");
    assertThat(result(connector, comment)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, comment);
    execute(connector, comment);
    assertThat(result(connector, comment)).isEqualTo(Proof.Result.HOLDS);
    execute(connector, known(Capability.CLOSE_TICKET, "k3", "INC-16"));
    JsonNode comments = room.state("jira").path("comments").path("1");
    assertThat(comments).hasSize(3);
    assertThat(comments.path(0).path("renderedBody").asString()).contains("rempart:k3");
  }

  /** As from a page before it that wants somebody to sign in. */
  @Test
  void aFriendlyAnswerWithoutWhatWasAskedForIsNoProofAndNoRefusal() throws Exception {
    try (Portal portal = new Portal();
        Connector to = room.connector("jira", Map.of("url", portal.url()))) {
      isUnknown(to, ticket(Capability.OPEN_TICKET, "k1", "INC-17"));
      isUnknown(to, ticket(Capability.COMMENT_TICKET, "k2", "INC-17"));
      isUnknown(to, ticket(Capability.CLOSE_TICKET, "k3", "INC-17"));
      Order close = known(Capability.CLOSE_TICKET, "k4", "INC-17");
      isUnknown(to, close);
      portal.answer(SEC_1 + "/comment", "{\"comments\":[]}");
      isUnknown(to, close);
      String status = "{\"fields\":{\"status\":{\"statusCategory\":{\"key\":\"new\"}}}}";
      portal.answer(SEC_1, status);
      assertThat(result(to, close)).isEqualTo(Proof.Result.ABSENT);
      // Nothing is said about a transition either, so that there is none would be wrong.
      assertThatThrownBy(() -> execute(to, close))
          .isInstanceOf(ProductUnavailableException.class)
          .hasMessageContaining("did not list the transitions");
      assertThat(portal.writes()).isEmpty();
      portal.answer(SEC_1 + "/comment", "<html>Sign in</html>");
      isUnknown(to, close);
    }
  }

  private static void isUnknown(Connector connector, Order order) {
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
    assertThatThrownBy(() -> execute(connector, order))
        .isInstanceOf(ProductUnavailableException.class);
  }

  @Test
  void tooManyCallsWaitAsLongAsJiraSays() {
    room.fault("jira", Fault.Kind.TOO_MANY, 0, "/rest/api/3/issue");
    Order open = ticket(Capability.OPEN_TICKET, "k1", "INC-15");
    assertThatThrownBy(() -> execute(connector, open))
        .isInstanceOf(ProductUnavailableException.class);
  }

  @Test
  void healthTellsWhoSignsInAWrongTokenAndAProjectThatIsNotSeen() throws Exception {
    assertThat(connector.health().detail()).isEqualTo("Jira, as Rempart");
    try (Connector wrong = room.connector("jira", Map.of("token", room.secret("wrong")))) {
      assertThat(wrong.health().authenticated()).isFalse();
    }
    try (Connector wrong = room.connector("jira", Map.of("project", "HR"))) {
      assertThat(wrong.health().authorised()).isFalse();
      assertThat(wrong.health().detail()).contains("sees no project HR");
    }
  }

  @Test
  void aRightThatJiraDoesNotNameIsMissing() throws Exception {
    try (Portal product = new Portal();
        Connector to = room.connector("jira", Map.of("url", product.url()))) {
      product.answer("GET /rest/api/3/myself", "{\"accountId\":\"5b10\"}");
      product.answer(
          "GET /rest/api/3/mypermissions",
          "{\"permissions\":{\"BROWSE_PROJECTS\":{\"havePermission\":true},"
              + "\"CREATE_ISSUES\":{\"havePermission\":true},"
              + "\"ADD_COMMENTS\":{\"havePermission\":false}}}");
      assertThat(to.health().authorised()).isFalse();
      assertThat(to.health().detail())
          .isEqualTo("the account lacks ADD_COMMENTS, TRANSITION_ISSUES in project SEC");
    }
  }

  /** An order that carries the ticket's key, as the journal gives it once one was opened. */
  private static Order known(Capability capability, String key, String incident) {
    Order order = ticket(capability, key, incident);
    Map<String, String> parameters = new HashMap<>(order.parameters());
    parameters.put("ticket", "SEC-1");
    return new Order(key, capability, order.target(), null, parameters);
  }
}
