package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.core.task.TaskBoard;
import tools.jackson.databind.json.JsonMapper;

/** The register finds what a declared product lists and it does not know of. */
class DeclaredDriftIT {

  private static final String GATE =
      """
      type: gate
      name: Gate
      contract: 1
      sign-in: {kind: none}
      health:
        steps: [{id: about, path: /}]
        detail: Gate
      capabilities:
        network.block-address:
          target: ADDRESS
          assurance: KEYED
          reversible: true
          define:
            block: = blocks.body.blocks[address = target][1]
          read:
            steps: [{id: blocks, path: /}]
            holds: = not(block = null)
            ours: = starts with(block.note, "rempart ")
            evidence: = target
          execute:
            steps: [{id: add, method: PUT, path: "/{target}", body: '= "rempart " + key'}]
          revert:
            steps: [{id: remove, method: DELETE, path: "/{target}"}]
          list:
            steps: [{id: all, path: /}]
            entries: = all.body.blocks
            target: = each.address
            key: = if starts with(each.note, "rempart ") then substring after(each.note, "rempart ") else null
            evidence: = each.address + " " + each.note
      """;

  @TempDir Path folder;

  private final Map<String, String> blocks = new ConcurrentSkipListMap<>();
  private volatile boolean garbled;
  private HttpServer gate;
  private ResponseFixture rempart;

  @BeforeEach
  void open() throws Exception {
    gate = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gate.createContext("/", this::answer);
    gate.start();
    Files.writeString(folder.resolve("gate.yaml"), GATE);
    Map<String, String> options =
        Map.of("url", "http://127.0.0.1:" + gate.getAddress().getPort(), "timeout", "PT5S");
    Connector connector =
        Connectors.with(folder)
            .createAll(List.of(new ConnectorSettings("gate", "gate", false, List.of(), options)))
            .getFirst();
    rempart = new ResponseFixture(Map.of(), connector);
  }

  @AfterEach
  void close() {
    rempart.close();
    gate.stop(0);
  }

  @Test
  void anOrphanOfADeclaredProductIsATaskAndWhatOthersDidIsShown() {
    UUID incident = rempart.incident("192.0.2.160");
    rempart.block(incident, "d-1");
    assertThat(blocks).containsOnlyKeys("192.0.2.160");
    String note = blocks.get("192.0.2.160");
    reconcile();
    assertThat(drift()).isEmpty();

    rempart.revert(incident);
    assertThat(blocks).isEmpty();
    blocks.put("192.0.2.160", note);
    blocks.put("192.0.2.161", "by hand");
    reconcile();

    assertThat(drift())
        .extracting(Drift::kind, Drift::target)
        .containsExactlyInAnyOrder(
            tuple(Drift.Kind.ORPHANED, "192.0.2.160"), tuple(Drift.Kind.FOREIGN, "192.0.2.161"));
    assertThat(rempart.repairs)
        .singleElement()
        .satisfies(task -> assertThat(task.incidentId()).isEqualTo(incident))
        .extracting(TaskBoard.Repair::formId)
        .isEqualTo("containment-orphaned");

    garbled = true;
    reconcile();
    assertThat(drift()).as("what can't be understood is no end of drift").hasSize(2);
    garbled = false;
    blocks.clear();
    reconcile();
    assertThat(drift()).isEmpty();
  }

  private void reconcile() {
    rempart.context.getBean(Reconciliation.class).reconcile();
  }

  private List<Drift> drift() {
    return rempart.context.getBean(Reconciliation.class).drift(List.of("default"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String address = exchange.getRequestURI().getPath().substring(1);
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      switch (exchange.getRequestMethod()) {
        case "PUT" -> blocks.put(address, body);
        case "DELETE" -> blocks.remove(address);
        default -> {}
      }
      List<Map<String, String>> all =
          blocks.entrySet().stream()
              .map(e -> Map.of("address", e.getKey(), "note", e.getValue()))
              .toList();
      byte[] shown =
          JsonMapper.shared().writeValueAsBytes(garbled ? Map.of() : Map.of("blocks", all));
      exchange.sendResponseHeaders(200, shown.length);
      exchange.getResponseBody().write(shown);
    }
  }
}
