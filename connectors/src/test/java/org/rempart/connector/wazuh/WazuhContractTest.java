package org.rempart.connector.wazuh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Order;
import org.rempart.connector.PracticeRoom;
import org.rempart.connector.RecordingProxy;
import org.rempart.connector.RecordingProxy.Seen;
import org.rempart.connector.TargetKind;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/** Every request that the connector makes fits the published interface. */
class WazuhContractTest {

  private static final String PROCESS = "800:1766880011@serveur-labo";

  @TempDir Path folder;

  @Test
  void everyRequestFitsThePublishedInterface() throws Exception {
    List<Seen> seen = requests();

    assertThat(seen).extracting(s -> s.uri().getPath()).contains("/active-response", "/agents");
    for (String specification : specifications()) {
      var validator =
          OpenApiInteractionValidator.createForInlineApiSpecification(specification).build();
      assertThat(faults(validator, seen)).isEmpty();
    }
  }

  private List<Seen> requests() throws Exception {
    try (PracticeRoom room = new PracticeRoom(folder);
        RecordingProxy proxy = new RecordingProxy(room.url("/wazuh"));
        Connector connector =
            room.connector("wazuh", Map.of("url", proxy.url(), "timeout", "PT20S"))) {
      connector.health();
      for (Order order : orders()) {
        var outcome = execute(connector, order);
        result(connector, order);
        revert(connector, order, outcome);
      }
      return proxy.seen();
    }
  }

  private static List<Order> orders() {
    String account = "a.diop@poste-admission-12";
    return List.of(
        order("k1", Capability.DISABLE_ACCOUNT, TargetKind.ACCOUNT, account, Map.of()),
        order("k2", Capability.END_SESSIONS, TargetKind.ACCOUNT, account, Map.of()),
        order("k3", Capability.ISOLATE_HOST, TargetKind.HOST, "002", Map.of()),
        order("k5", Capability.KILL_PROCESS, TargetKind.PROCESS, PROCESS, Map.of()),
        order("k4", Capability.LIST_PROCESSES, TargetKind.HOST, "serveur-labo", Map.of()));
  }

  /** Our own excerpt, and the vendor's whole specification where it is given. */
  private static List<String> specifications() throws Exception {
    List<String> specifications = new ArrayList<>();
    try (var own = WazuhContractTest.class.getResourceAsStream("/wazuh/calls.openapi.yaml")) {
      specifications.add(new String(own.readAllBytes()));
    }
    String vendors = System.getProperty("rempart.wazuh.spec");
    if (vendors != null) {
      specifications.add(complete(Files.readString(Path.of(vendors))));
    }
    return specifications;
  }

  /**
   * The vendor leaves out what the items of four arrays are, which the validator takes offence at.
   */
  private static String complete(String yaml) {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    addItems(tree);
    return JsonMapper.shared().writeValueAsString(tree);
  }

  @SuppressWarnings("unchecked")
  private static void addItems(Object node) {
    if (node instanceof Map<?, ?> map) {
      if ("array".equals(map.get("type")) && !map.containsKey("items")) {
        ((Map<Object, Object>) map).put("items", Map.of());
      }
      List.copyOf(map.values().stream().filter(Objects::nonNull).toList())
          .forEach(WazuhContractTest::addItems);
    } else if (node instanceof List<?> list) {
      list.forEach(WazuhContractTest::addItems);
    }
  }

  private static List<String> faults(OpenApiInteractionValidator validator, List<Seen> seen) {
    return seen.stream()
        .flatMap(
            request ->
                validator.validateRequest(asked(request)).getMessages().stream()
                    .map(m -> request.method() + " " + request.uri() + ": " + m.getMessage()))
        .toList();
  }

  private static SimpleRequest asked(Seen seen) {
    var request = new SimpleRequest.Builder(seen.method(), seen.uri().getPath());
    seen.headers().forEach(request::withHeader);
    if (!seen.body().isEmpty()) {
      request.withBody(seen.body());
    }
    String query = seen.uri().getQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      request.withQueryParam(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    return request.build();
  }
}
