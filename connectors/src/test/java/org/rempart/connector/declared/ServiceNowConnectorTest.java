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
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.PracticeCase;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.proven.Proves;
import org.rempart.practice.Fault;
import tools.jackson.databind.JsonNode;

/** Against a stand-in that keeps rows and misbehaves as ServiceNow does. */
@Proves(type = "servicenow", product = "ServiceNow", contract = "Table API")
class ServiceNowConnectorTest extends PracticeCase {

  private static final String TABLE = "/api/now/table/incident";

  ServiceNowConnectorTest() {
    super("servicenow");
  }

  @Test
  void aTicketIsOpenedCommentedAndResolved() throws Exception {
    Order open = ticket(Capability.OPEN_TICKET, "k1", "INC-7");
    Order comment = ticket(Capability.COMMENT_TICKET, "k2", "INC-7");
    Order close = ticket(Capability.CLOSE_TICKET, "k3", "INC-7");
    assertThat(result(connector, open)).isEqualTo(Proof.Result.ABSENT);
    assertThat(execute(connector, open)).isEqualTo(new Outcome.Done("k1", Map.of(), "INC0000001"));
    assertThat(result(connector, open)).isEqualTo(Proof.Result.HOLDS);
    assertThat(result(connector, comment)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, comment);
    assertThat(result(connector, comment)).isEqualTo(Proof.Result.HOLDS);
    assertThat(result(connector, close)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, close);
    assertThat(result(connector, close)).isEqualTo(Proof.Result.HOLDS);
    assertThat(connector.verify(List.of(close)).getFirst().evidence())
        .isEqualTo("ticket INC0000001 is Resolved");
    JsonNode row = room.state("servicenow").path("incidents").path(0);
    assertThat(row.path("correlation_id").asString()).isEqualTo("INC-7");
    assertThat(row.path("work_notes").asString()).isEqualTo("1 < 2 & plus\n[rempart k2]");
    assertThat(row.path("close_code").asString()).isEqualTo("Solution provided");
  }

  @Test
  void everyStepCanBeRepeatedWithoutDoubling() throws Exception {
    for (int i = 0; i < 2; i++) {
      execute(connector, ticket(Capability.OPEN_TICKET, "k1", "INC-8"));
      execute(connector, ticket(Capability.COMMENT_TICKET, "k2", "INC-8"));
      execute(connector, ticket(Capability.CLOSE_TICKET, "k3", "INC-8"));
    }
    assertThat(room.state("servicenow").path("operations")).hasSize(3);
  }

  @Test
  void anAnswerThatNeverCameLeavesTheOutcomeUnknownAndARepeatFindsTheTicket() throws Exception {
    Order open = ticket(Capability.OPEN_TICKET, "k1", "INC-9");
    room.fault("servicenow", Fault.Kind.DELAY, 0, TABLE);
    room.fault("servicenow", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0, TABLE);
    assertThatThrownBy(() -> execute(connector, open)).isInstanceOf(OutcomeUnknownException.class);
    assertThat(execute(connector, open)).isEqualTo(new Outcome.Done("k1", Map.of(), "INC0000001"));
    assertThat(room.state("servicenow").path("incidents")).hasSize(1);
  }

  @Test
  void anErrorInsideAFriendlyStatusIsNoYes() {
    Order open = ticket(Capability.OPEN_TICKET, "k1", "INC-10");
    room.fault("servicenow", Fault.Kind.ERROR_INSIDE, 0, TABLE);
    assertThat(code(execute(connector, open))).isEqualTo("REFUSED");
    room.fault("servicenow", Fault.Kind.DELAY, 0, TABLE);
    room.fault("servicenow", Fault.Kind.ERROR_INSIDE, 0, TABLE);
    assertThatThrownBy(() -> execute(connector, open)).isInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void whatCanNotBeDoneIsRefusedWithItsReason() throws Exception {
    assertThat(code(execute(connector, ticket(Capability.CLOSE_TICKET, "k1", "INC-11"))))
        .isEqualTo("NO_TICKET");
    assertThat(code(execute(connector, ticket(Capability.OPEN_TICKET, "k2", "INC-1^ORstate=1"))))
        .isEqualTo("BAD_INCIDENT");
    execute(connector, ticket(Capability.OPEN_TICKET, "k3", "INC-12"));
    room.fault("servicenow", Fault.Kind.TOO_MANY, 0, TABLE);
    assertThatThrownBy(() -> execute(connector, ticket(Capability.OPEN_TICKET, "k4", "INC-13")))
        .isInstanceOf(ProductUnavailableException.class);
  }

  @Test
  void aTicketWithoutWorkNotesCanBeCommented() throws Exception {
    try (Portal product = new Portal();
        Connector to = room.connector("servicenow", Map.of("url", product.url()))) {
      Order comment = ticket(Capability.COMMENT_TICKET, "k1", "INC-14");
      rows(product, ",\"work_notes\":{\"display_value\":null,\"value\":\"\"}");
      assertThat(result(to, comment)).isEqualTo(Proof.Result.ABSENT);
      rows(product, ",\"work_notes\":{\"display_value\":\"x [rempart k1]\"}");
      assertThat(result(to, comment)).isEqualTo(Proof.Result.HOLDS);
    }
  }

  /** A field that the account may not read is left out of the answer. */
  @Test
  void aRowThatDoesNotShowWhatCountsIsNoProof() throws Exception {
    try (Portal product = new Portal();
        Connector to = room.connector("servicenow", Map.of("url", product.url()))) {
      rows(product, "");
      isUnknown(to, ticket(Capability.COMMENT_TICKET, "k1", "INC-14"));
      isUnknown(to, ticket(Capability.CLOSE_TICKET, "k2", "INC-14"));
      // All rows come when the instance does not know the field: a ticket may be among them.
      product.answer("GET " + TABLE, "{\"result\":[{\"number\":{\"value\":\"INC0000002\"}}]}");
      isUnknown(to, ticket(Capability.OPEN_TICKET, "k3", "INC-14"));
      isUnknown(to, ticket(Capability.COMMENT_TICKET, "k4", "INC-14"));
      assertThat(product.writes()).isEmpty();
    }
  }

  private static void rows(Portal product, String more) {
    product.answer(
        "GET " + TABLE,
        "{\"result\":[{\"sys_id\":{\"value\":\"1\"},\"number\":{\"value\":\"INC0000001\"},"
            + "\"correlation_id\":{\"value\":\"INC-14\"}"
            + more
            + "}]}");
  }

  private static void isUnknown(Connector connector, Order order) {
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
    assertThatThrownBy(() -> execute(connector, order))
        .isInstanceOf(ProductUnavailableException.class);
  }

  @Test
  void healthTellsAWrongPassword() throws Exception {
    assertThat(connector.health().good()).isTrue();
    try (Connector wrong = room.connector("servicenow", Map.of("password", room.secret("no")))) {
      assertThat(wrong.health().reachable()).isTrue();
      assertThat(wrong.health().authenticated()).isFalse();
    }
  }
}
