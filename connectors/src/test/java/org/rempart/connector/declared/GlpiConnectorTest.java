package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.ticket;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Order;
import org.rempart.connector.Orders;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.PracticeCase;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.TargetKind;
import org.rempart.connector.proven.Proves;
import org.rempart.practice.Fault;
import tools.jackson.databind.JsonNode;

@Proves(type = "glpi", product = "GLPI", contract = "10, legacy API")
class GlpiConnectorTest extends PracticeCase {

  GlpiConnectorTest() {
    super("glpi");
  }

  @Test
  void aTicketIsOpenedCommentedAndSolved() throws Exception {
    Order open = ticket(Capability.OPEN_TICKET, "k1", "INC-7");
    Order comment = ticket(Capability.COMMENT_TICKET, "k2", "INC-7");
    Order close = ticket(Capability.CLOSE_TICKET, "k3", "INC-7");
    assertThat(result(connector, open)).isEqualTo(Proof.Result.ABSENT);

    assertThat(execute(connector, open)).isEqualTo(new Outcome.Done("k1", Map.of(), "1"));
    assertThat(result(connector, open)).isEqualTo(Proof.Result.HOLDS);
    assertThat(result(connector, comment)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, comment);
    assertThat(result(connector, comment)).isEqualTo(Proof.Result.HOLDS);
    assertThat(result(connector, close)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, close);
    assertThat(result(connector, close)).isEqualTo(Proof.Result.HOLDS);

    JsonNode made = room.state("glpi").path("tickets").path(0);
    assertThat(made.path("name").asString()).isEqualTo("Rançongiciel au laboratoire");
    assertThat(made.path("content").asString()).isEqualTo("<p>1 &lt; 2 &amp; plus</p>");
  }

  @Test
  void everyStepCanBeRepeatedWithoutDoubling() throws Exception {
    for (int i = 0; i < 2; i++) {
      execute(connector, ticket(Capability.OPEN_TICKET, "k1", "INC-8"));
      execute(connector, ticket(Capability.COMMENT_TICKET, "k2", "INC-8"));
      execute(connector, ticket(Capability.CLOSE_TICKET, "k3", "INC-8"));
    }
    assertThat(room.state("glpi").path("operations")).hasSize(3);
  }

  @Test
  void aTicketOfAnIncidentWhoseKeyOnlyBeginsAlikeIsAnother() throws Exception {
    execute(connector, ticket(Capability.OPEN_TICKET, "k1", "INC-10"));
    assertThat(result(connector, ticket(Capability.OPEN_TICKET, "k2", "INC-1")))
        .isEqualTo(Proof.Result.ABSENT);
    execute(connector, ticket(Capability.OPEN_TICKET, "k2", "INC-1"));
    assertThat(room.state("glpi").path("tickets")).hasSize(2);
  }

  @Test
  void anAnswerThatNeverCameLeavesTheOutcomeUnknownAndARepeatFindsTheTicket() throws Exception {
    Order open = ticket(Capability.OPEN_TICKET, "k1", "INC-9");
    room.fault("glpi", Fault.Kind.DELAY, 0, "/apirest.php/initSession");
    room.fault("glpi", Fault.Kind.DELAY, 0, "/apirest.php/Ticket");
    room.fault("glpi", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, "/apirest.php/Ticket");
    assertThatThrownBy(() -> execute(connector, open)).isInstanceOf(OutcomeUnknownException.class);

    assertThat(execute(connector, open)).isEqualTo(new Outcome.Done("k1", Map.of(), "1"));
    assertThat(room.state("glpi").path("tickets")).hasSize(1);
  }

  @Test
  void anEndedSessionIsOpenedAnew() throws Exception {
    execute(connector, ticket(Capability.OPEN_TICKET, "k1", "INC-11"));
    room.fault("glpi", Fault.Kind.EXPIRED, 0);
    execute(connector, ticket(Capability.COMMENT_TICKET, "k2", "INC-11"));
    assertThat(room.state("glpi").path("followups")).hasSize(1);
  }

  @Test
  void whatCanNotBeDoneIsRefusedWithItsReason() {
    Order comment = ticket(Capability.COMMENT_TICKET, "k1", "INC-12");
    assertThat(code(execute(connector, comment))).isEqualTo("NO_TICKET");
    Order bare =
        Orders.order("k2", Capability.OPEN_TICKET, TargetKind.INCIDENT, "INC-13", Map.of());
    assertThat(code(execute(connector, bare))).isEqualTo("MISSING_PARAMETER");
    room.fault("glpi", Fault.Kind.DELAY, 0, "/apirest.php/Ticket");
    room.fault("glpi", Fault.Kind.ERROR_INSIDE, 0, "/apirest.php/Ticket");
    assertThat(code(execute(connector, ticket(Capability.OPEN_TICKET, "k3", "INC-14"))))
        .isEqualTo("REFUSED");
  }

  /** As from a portal before it that wants somebody to sign in. */
  @Test
  void aFriendlyAnswerWithoutAListIsNoProofThatThereIsNoTicket() throws Exception {
    try (StatefulServer portal = new StatefulServer();
        Connector to = room.connector("glpi", Map.of("url", portal.url()))) {
      portal.order("GET", 200, Map.of(), "{\"session_token\":\"t\"}");
      List<Order> orders =
          List.of(
              ticket(Capability.OPEN_TICKET, "k1", "INC-15"),
              ticket(Capability.COMMENT_TICKET, "k2", "INC-15"),
              ticket(Capability.CLOSE_TICKET, "k3", "INC-15"));
      for (Order order : orders) {
        portal.order("GET", 200, Map.of(), "<html>Sign in</html>");
        assertThat(result(to, order)).isEqualTo(Proof.Result.UNKNOWN);
        portal.order("GET", 200, Map.of(), "");
        assertThatThrownBy(() -> execute(to, order))
            .isInstanceOf(ProductUnavailableException.class);
      }
      assertThat(portal.seen).noneMatch(request -> request.method().equals("POST"));
    }
  }

  @Test
  void aFollowUpWithoutATextIsNotOurs() throws Exception {
    try (Portal product = new Portal();
        Connector to = room.connector("glpi", Map.of("url", product.url()))) {
      Order comment = ticket(Capability.COMMENT_TICKET, "k1", "INC-16");
      String followUps = "GET /apirest.php/Ticket/7/ITILFollowup";
      product.answer("GET /apirest.php/Ticket", "[{\"id\":7,\"externalid\":\"INC-16\"}]");
      product.answer(followUps, "[{\"content\":null},{\"id\":2}]");
      assertThat(result(to, comment)).isEqualTo(Proof.Result.ABSENT);
      assertThat(code(execute(to, comment))).isEqualTo("done");
      assertThat(product.writes()).containsExactly("POST /apirest.php/ITILFollowup");
      product.answer(followUps, "[{\"content\":null},{\"content\":\"<p>[rempart k1]</p>\"}]");
      assertThat(result(to, comment)).isEqualTo(Proof.Result.HOLDS);
    }
  }

  @Test
  void healthTellsTheVersionAndEachWrongToken() throws Exception {
    assertThat(connector.health().detail()).isEqualTo("GLPI 10.0.18");
    for (String token : new String[] {"app-token", "user-token"}) {
      try (Connector wrong = room.connector("glpi", Map.of(token, room.secret("wrong")))) {
        assertThat(wrong.health().reachable()).isTrue();
        assertThat(wrong.health().authenticated()).isFalse();
      }
    }
  }
}
