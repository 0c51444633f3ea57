package org.rempart.connector.requesttracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.ticket;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Health;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.http.HttpSettings;
import org.rempart.connector.http.JsonApi;
import org.rempart.connector.proven.Proves;

/** Against a real Request Tracker 5. */
@Proves(type = "requesttracker", product = "Request Tracker", real = "dpkg:request-tracker5")
class RequestTrackerConnectorIT {

  @TempDir static Path folder;

  private static RequestTrackerServer server;
  private static Connector connector;

  @BeforeAll
  static void start() throws Exception {
    server = RequestTrackerServer.start(folder);
    connector = connector(Map.of());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      connector.close();
      server.close();
    }
  }

  @Test
  void aTicketIsOpenedCommentedAndResolved() {
    Order open = ticket(Capability.OPEN_TICKET, "k1", "INC-7");
    Order comment = ticket(Capability.COMMENT_TICKET, "k2", "INC-7");
    Order close = ticket(Capability.CLOSE_TICKET, "k3", "INC-7");
    assertThat(result(connector, open)).isEqualTo(Proof.Result.ABSENT);

    Outcome opened = execute(connector, open);
    assertThat(opened).isInstanceOf(Outcome.Done.class);
    assertThat(result(connector, open)).isEqualTo(Proof.Result.HOLDS);
    assertThat(result(connector, comment)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, comment);
    assertThat(result(connector, comment)).isEqualTo(Proof.Result.HOLDS);
    assertThat(result(connector, close)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, close);
    assertThat(result(connector, close)).isEqualTo(Proof.Result.HOLDS);
    assertThat(connector.verify(List.of(close)).getFirst().evidence()).endsWith("is resolved");
  }

  @Test
  void everyStepCanBeRepeatedWithoutDoubling() throws Exception {
    Order open = ticket(Capability.OPEN_TICKET, "k1", "INC-8");
    Outcome first = execute(connector, open);
    assertThat(execute(connector, open)).isEqualTo(first);
    int id = Integer.parseInt(((Outcome.Done) first).reference());

    Order comment = ticket(Capability.COMMENT_TICKET, "k2", "INC-8");
    execute(connector, comment);
    long changes = history(id);
    execute(connector, comment);
    assertThat(history(id)).isEqualTo(changes);
  }

  @Test
  void aTicketThatChangedSinceItWasReadIsNotOverwritten() throws Exception {
    execute(connector, ticket(Capability.OPEN_TICKET, "k1", "INC-9"));
    try (RequestTrackerApi api = api()) {
      Ticket read = api.ticket(api.find("INC-9").orElseThrow());
      api.comment(read.id(), "somebody", "was quicker");

      assertThat(api.update(read, "resolved")).isFalse();
      assertThat(api.update(api.ticket(read.id()), "resolved")).isTrue();
    }
  }

  @Test
  void aQueueWithoutTheFieldGetsNoTicketAsItWouldNeverBeFoundAgain() {
    try (Connector other = connector(Map.of("custom-field", "Nosuch"))) {
      Order open = ticket(Capability.OPEN_TICKET, "k1", "INC-10");
      assertThat(code(execute(other, open))).isEqualTo("NO_CUSTOM_FIELD");
      assertThat(other.health().authorised()).isFalse();
      assertThat(other.health().detail()).contains("has no custom field Nosuch");
    }
  }

  @Test
  void whatCanNotBeDoneIsRefusedWithItsReason() {
    assertThat(code(execute(connector, ticket(Capability.COMMENT_TICKET, "k1", "INC-11"))))
        .isEqualTo("NO_TICKET");
    assertThat(code(execute(connector, ticket(Capability.OPEN_TICKET, "k2", "x' OR id > '0"))))
        .isEqualTo("BAD_INCIDENT");
  }

  @Test
  void aCommentIsFoundOnEveryPageOfTheHistory() throws Exception {
    execute(connector, ticket(Capability.OPEN_TICKET, "k1", "INC-12"));
    try (RequestTrackerApi api = new RequestTrackerApi(read(), 1)) {
      int id = api.find("INC-12").orElseThrow();
      api.comment(id, "first", "x");
      api.comment(id, "second", "x");

      assertThat(api.hasComment(id, "first")).isTrue();
      assertThat(api.hasComment(id, "second")).isTrue();
      assertThat(api.hasComment(id, "third")).isFalse();
    }
  }

  @Test
  void healthTellsTheVersionAndAWrongToken() throws Exception {
    assertThat(connector.health().detail()).startsWith("Request Tracker 5.");
    Path wrong =
        Files.writeString(folder.resolve("wrong"), "1-14-00000000000000000000000000000000");
    try (Connector other = connector(Map.of("token", "file:" + wrong))) {
      Health health = other.health();
      assertThat(health.reachable()).isTrue();
      assertThat(health.authenticated()).isFalse();
    }
  }

  private static Connector connector(Map<String, String> otherwise) {
    return Connectors.builtIn().create(settings(otherwise));
  }

  private static ConnectorSettings settings(Map<String, String> otherwise) {
    Map<String, String> options = new HashMap<>(server.options());
    options.putAll(otherwise);
    return new ConnectorSettings("rt", "requesttracker", false, List.of(), options);
  }

  private static RequestTrackerSettings read() {
    return RequestTrackerSettings.read(settings(Map.of()));
  }

  private static RequestTrackerApi api() {
    return new RequestTrackerApi(read());
  }

  private static long history(int ticket) throws Exception {
    HttpSettings http = read().http();
    try (var json = new JsonApi(http)) {
      String token = Files.readString(folder.resolve("token")).strip();
      return json.get(
              "/REST/2.0/ticket/" + ticket + "/history", Map.of("Authorization", "token " + token))
          .json()
          .path("total")
          .asLong();
    }
  }
}
