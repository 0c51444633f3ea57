package org.rempart.app.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.app.RunningApp;
import org.rempart.connector.requesttracker.RequestTrackerServer;
import org.rempart.embedded.TestStack;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * A whole attack with real products: failed logins over a real network, seen by Suricata, carried
 * to Kafka by rsyslog, contained at a firewall by nftables over SSH, told in a ticket of Request
 * Tracker; then found to be a false alarm, and put back.
 */
@DirtiesContext
class AttackToReportIT extends RunningApp {

  private static final Duration PATIENCE = Duration.ofSeconds(150);

  @TempDir static Path folder;

  private static AttackedSite site;
  private static RequestTrackerServer tickets;
  private static Sensor sensor;

  @DynamicPropertySource
  static void products(DynamicPropertyRegistry registry) throws Exception {
    site = AttackedSite.build(made("site"));
    tickets = RequestTrackerServer.start(made("tickets"));
    registry.add("spring.kafka.bootstrap-servers", TestStack.kafka()::bootstrapServers);
    registry.add("rempart.engine.grpc-address", TestStack.engine()::grpcAddress);
    Map<String, String> firewall = new HashMap<>(site.management().options());
    firewall.put("timeout", "PT30S");
    firewall.put("network-probe-ports", "22");
    site.server().options().forEach((name, value) -> firewall.put("network-probe-" + name, value));
    connector(registry, 0, "fw-dakar", "nftables", firewall);
    connector(registry, 1, "tickets", "requesttracker", tickets.options());
  }

  @AfterAll
  static void stop() {
    for (AutoCloseable part : new AutoCloseable[] {sensor, tickets, site}) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void anAttackIsContainedToldFoundFalseAndPutBack() throws Exception {
    sensor =
        Sensor.start(
            made("sensor"),
            site.firewallPrefix(),
            site.outside(),
            TestStack.kafka().bootstrapServers());
    assertThat(site.attackerReachesServer()).isTrue();

    for (int attempt = 0; attempt < 8; attempt++) {
      site.tryToLogIn();
    }

    var incident = awaitIncident();
    awaitFigure(incident, "proven", 1);
    assertThat(site.attackerReachesServer()).as("gets through a proven block").isFalse();
    awaitTicket(incident, "new");
    askByHand(incident, "network.block-address", "192.0.2.99");
    askByHand(incident, "network.block-network", "198.51.100.0/24");
    await("by hand")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(site.onFirewall("nft", "list", "ruleset"))
                    .as("%s", report(incident, "en").path("actions"))
                    .contains("192.0.2.99", "198.51.100.0/24"));

    var verdict =
        post(
            path(incident) + "/verdict",
            "{\"verdict\": \"FALSE_POSITIVE\", \"reason\": \"Essai de notre prestataire\"}");
    assertThat(verdict.status()).as(verdict.text()).isEqualTo(200);

    awaitFigure(incident, "undone", 3);
    assertThat(site.onFirewall("nft", "list", "ruleset"))
        .doesNotContain("192.0.2.99", "198.51.100.0/24", AttackedSite.ATTACKER);
    assertThat(site.attackerReachesServer()).as("the way is free again").isTrue();
    awaitTicket(incident, "resolved");
    await("closed").atMost(PATIENCE).until(() -> !report(incident, "en").path("draft").asBoolean());
    for (String language : List.of("fr", "en")) {
      tellsAllOfIt(report(incident, language));
      assertThat(get(path(incident) + "/report?format=html&lang=" + language).text())
          .contains(
              "SSH brute force", AttackedSite.ATTACKER, "fw-dakar", "Essai de notre prestataire");
    }
  }

  private static void tellsAllOfIt(JsonNode report) {
    assertThat(report.path("alerts").get(0).path("ruleName").asString())
        .isEqualTo("SSH brute force");
    assertThat(report.path("verdictReason").asString()).isEqualTo("Essai de notre prestataire");
    assertThat(report.path("stillContained")).isEmpty();
    assertThat(report.path("actions").valueStream())
        .anySatisfy(
            block -> {
              assertThat(block.path("capability").asString()).isEqualTo("network.block-address");
              assertThat(block.path("target").asString()).isEqualTo(AttackedSite.ATTACKER);
              assertThat(block.path("practice").asBoolean()).isFalse();
              assertThat(block.path("proof").path("evidence").asString())
                  .contains("blocked4", "no answer from " + AttackedSite.ATTACKER);
              assertThat(block.path("containment").path("state").asString()).isEqualTo("REVERTED");
            })
        .anySatisfy(
            ticket -> {
              assertThat(ticket.path("capability").asString()).isEqualTo("ticket.open");
              assertThat(ticket.path("state").asString()).isEqualTo("EXECUTED");
            });
    assertThat(report.path("timeline").valueStream().map(entry -> entry.path("kind").asString()))
        .contains(
            "incident.opened",
            "action.executed",
            "action.proven",
            "incident.verdict",
            "containment.reverted",
            "incident.closed");
  }

  private void askByHand(JsonNode incident, String capability, String target) throws Exception {
    var asked =
        post(
            path(incident) + "/requests",
            "{\"capability\": \"%s\", \"targets\": [\"%s\"], \"reason\": \"Vu ailleurs\"}"
                .formatted(capability, target));
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
  }

  private JsonNode awaitIncident() {
    await("incident")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(ours())
                    .as("rejected: %s, sensor: %s", get("/api/v1/rejected").text(), sensor.log())
                    .isPresent());
    return ours().orElseThrow();
  }

  private void awaitFigure(JsonNode incident, String figure, int least) {
    await(figure)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode report = report(incident, "en");
              assertThat(report.path("figures").path(figure).asInt())
                  .as("%s", report.path("actions"))
                  .isGreaterThanOrEqualTo(least);
            });
  }

  private void awaitTicket(JsonNode incident, String status) {
    await("ticket " + status)
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(tickets(incident).valueStream().map(t -> t.path("Status").asString()))
                    .as("%s", tickets(incident))
                    .containsExactly(status));
  }

  /** Kafka holds what other tests sent before, too. */
  private Optional<JsonNode> ours() {
    return body("/api/v1/incidents")
        .path("items")
        .valueStream()
        .filter(incident -> incident.path("title").asString().contains(AttackedSite.ATTACKER))
        .findFirst();
  }

  private JsonNode report(JsonNode incident, String language) {
    return body(path(incident) + "/report?lang=" + language);
  }

  private JsonNode body(String path) {
    try {
      return get(path).json();
    } catch (Exception e) {
      throw new IllegalStateException(path, e);
    }
  }

  private static String path(JsonNode incident) {
    return "/api/v1/incidents/" + incident.path("id").asString();
  }

  /** What Request Tracker itself says, asked without Rempart's connector. */
  private JsonNode tickets(JsonNode incident) throws Exception {
    var options = tickets.options();
    String query = "CF.{RempartIncident} = 'INC-%d'".formatted(incident.path("number").asLong());
    String path =
        "/REST/2.0/tickets?fields=Status,Subject&query="
            + URLEncoder.encode(query, StandardCharsets.UTF_8);
    return send(HttpRequest.newBuilder(URI.create(options.get("url") + path))
            .header("Authorization", "token " + token(options.get("token"))))
        .json()
        .path("items");
  }

  private static String token(String reference) throws Exception {
    return Files.readString(Path.of(reference.substring("file:".length()))).strip();
  }

  private static Path made(String name) throws Exception {
    return Files.createDirectories(folder.resolve(name));
  }

  private static void connector(
      DynamicPropertyRegistry registry,
      int index,
      String id,
      String type,
      Map<String, String> options) {
    String entry = "rempart.connectors[" + index + "].";
    registry.add(entry + "id", () -> id);
    registry.add(entry + "type", () -> type);
    options.forEach((name, value) -> registry.add(entry + "options." + name, () -> value));
  }
}
