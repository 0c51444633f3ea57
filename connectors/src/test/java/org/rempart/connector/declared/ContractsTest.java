package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.ticket;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Order;
import org.rempart.connector.PracticeRoom;
import org.rempart.connector.RecordingProxy;
import org.rempart.connector.RecordingProxy.Seen;
import org.rempart.connector.TargetKind;
import org.rempart.practice.slack.SlackStandIn;

/** Every request that these connectors make fits the published interface. */
class ContractsTest {

  @TempDir Path folder;

  @Test
  void jira() throws Exception {
    Order open = ticket(Capability.OPEN_TICKET, "k1", "INC-7");
    Map<String, String> known = new HashMap<>(open.parameters());
    known.put("ticket", "SEC-1");
    List<Order> orders = new ArrayList<>(List.of(open));
    for (Capability c : List.of(Capability.COMMENT_TICKET, Capability.CLOSE_TICKET)) {
      orders.add(new Order("k-" + c, c, open.target(), null, known));
    }
    List<Seen> seen = requests("jira", orders);
    assertThat(seen)
        .extracting(s -> s.method() + " " + s.uri().getPath())
        .contains(
            "GET /rest/api/3/mypermissions",
            "GET /rest/api/3/search/jql",
            "POST /rest/api/3/issue",
            "POST /rest/api/3/issue/SEC-1/comment",
            "POST /rest/api/3/issue/SEC-1/transitions");
    assertThat(ownFaults("jira", seen)).isEmpty();
    // The vendor's file is older than the search that replaced the one in it.
    assertThat(vendorsFaults("jira", seen, Set.of("/rest/api/3/search/jql"))).isEmpty();
  }

  @Test
  void misp() throws Exception {
    List<Order> orders =
        List.of(
            order("k1", Capability.LOOK_UP, TargetKind.ADDRESS, "203.0.113.66", Map.of()),
            order("k2", Capability.REPORT_SIGHTING, TargetKind.DOMAIN, "evil.example", Map.of()));
    List<Seen> seen = requests("misp", orders);
    assertThat(seen)
        .extracting(s -> s.uri().getPath())
        .contains("/attributes/restSearch", "/attributes/add/12", "/sightings/add");
    assertThat(ownFaults("misp", seen)).isEmpty();
  }

  @Test
  void slack() throws Exception {
    Map<String, String> asking =
        Map.of(
            "subject", "Incident INC-7",
            "body", "Votre accord est demandé",
            "approval", "a-1",
            "approve_label", "Approuver",
            "reject_label", "Refuser",
            "reason_label", "Motif",
            "link", "https://rempart.example/incidents/1",
            "link_label", "Console");
    Map<String, String> told =
        Map.of("subject", "Incident INC-7", "body", "ok", "replaces", "1800000000.000001");
    String channel = SlackStandIn.CHANNEL;
    List<Order> orders =
        List.of(
            order("k1", Capability.SEND_CHAT, TargetKind.CHANNEL, channel, asking),
            order("k2", Capability.SEND_CHAT, TargetKind.CHANNEL, channel, told));
    List<Seen> seen = requests("slack", orders);
    assertThat(seen)
        .extracting(s -> s.uri().getPath())
        .contains("/api/auth.test", "/api/chat.postMessage", "/api/chat.update");
    assertThat(ownFaults("slack", seen)).isEmpty();
  }

  private List<Seen> requests(String type, List<Order> orders) throws Exception {
    try (PracticeRoom room = new PracticeRoom(folder);
        RecordingProxy proxy = new RecordingProxy(room.url("/" + type));
        Connector connector = room.connector(type, Map.of("url", proxy.url()))) {
      assertThat(connector.health().good()).isTrue();
      for (Order order : orders) {
        assertThat(execute(connector, order).toString()).startsWith("Done");
        result(connector, order);
      }
      return List.copyOf(proxy.seen());
    }
  }

  /** Against our own excerpt. */
  private static List<String> ownFaults(String type, List<Seen> seen) throws Exception {
    try (var own =
        ContractsTest.class.getResourceAsStream("/contracts/" + type + ".openapi.yaml")) {
      return faults(new String(own.readAllBytes(), StandardCharsets.UTF_8), seen, Set.of());
    }
  }

  /** Against the vendor's whole description where it is given. */
  private static List<String> vendorsFaults(String type, List<Seen> seen, Set<String> but)
      throws Exception {
    String file = System.getProperty("rempart.contract." + type);
    return file == null ? List.of() : faults(Files.readString(Path.of(file)), seen, but);
  }

  private static List<String> faults(String specification, List<Seen> seen, Set<String> but) {
    var validator =
        OpenApiInteractionValidator.createForInlineApiSpecification(specification).build();
    return seen.stream()
        .filter(request -> !but.contains(request.uri().getPath()))
        .flatMap(
            request ->
                validator.validateRequest(asked(request)).getMessages().stream()
                    .map(m -> request.method() + " " + request.uri() + ": " + m.getMessage()))
        .distinct()
        .toList();
  }

  private static SimpleRequest asked(Seen seen) {
    var request = new SimpleRequest.Builder(seen.method(), seen.uri().getPath());
    seen.headers().forEach(request::withHeader);
    if (!seen.body().isEmpty()) {
      request.withBody(seen.body());
    }
    String query = seen.uri().getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      request.withQueryParam(
          parts[0], URLDecoder.decode(parts.length == 2 ? parts[1] : "", StandardCharsets.UTF_8));
    }
    return request.build();
  }
}
