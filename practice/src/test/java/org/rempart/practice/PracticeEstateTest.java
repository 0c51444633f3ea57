package org.rempart.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PracticeEstateTest {

  private static final String LOGIN =
      "Basic " + Base64.getEncoder().encodeToString("practice-key:practice-secret".getBytes());
  private static final String ADD = "/opnsense/api/firewall/alias_util/add/rempart_blocked";

  @TempDir Path data;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void whatHappenedOutlivesTheProcessAndAHalfWrittenLineIsForgotten() throws Exception {
    try (PracticeEstate estate = PracticeEstate.start(data, Duration.ZERO)) {
      assertThat(add(estate, "192.0.2.1").body()).contains("done");
      assertThat(add(estate, "192.0.2.1").body()).contains("done");
    }
    Files.writeString(
        data.resolve("practice.ndjson"), "{\"number\":3,\"at", StandardOpenOption.APPEND);

    try (PracticeEstate estate = PracticeEstate.start(data, Duration.ZERO)) {
      add(estate, "192.0.2.2");
      JsonNode firewall = state(estate).path("opnsense");

      assertThat(firewall.path("aliases").path("rempart_blocked")).hasSize(2);
      assertThat(firewall.path("operations")).hasSize(3);
      assertThat(firewall.path("operations").path(0).at("/details/changed").asString())
          .isEqualTo("true");
      assertThat(firewall.path("operations").path(1).at("/details/changed").asString())
          .isEqualTo("false");
    }
    assertThat(Files.readAllLines(data.resolve("practice.ndjson"))).hasSize(3);
  }

  @Test
  void faultsHitAsOftenAsAskedAndThenNoMore() throws Exception {
    try (PracticeEstate estate = PracticeEstate.start(data, Duration.ZERO)) {
      order(estate, "{\"product\":\"opnsense\",\"kind\":\"TOO_MANY\",\"times\":2}");
      HttpResponse<String> refused = add(estate, "192.0.2.1");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(add(estate, "192.0.2.1").statusCode()).isEqualTo(429);
      assertThat(add(estate, "192.0.2.1").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anEffectWithoutAnAnswerIsInTheState() throws Exception {
    try (PracticeEstate estate = PracticeEstate.start(data, Duration.ZERO)) {
      order(estate, "{\"product\":\"opnsense\",\"kind\":\"EFFECT_WITHOUT_ANSWER\"}");
      assertThatThrownBy(() -> add(estate, "192.0.2.7")).isInstanceOf(IOException.class);
      assertThat(state(estate).path("opnsense").path("operations")).hasSize(1);
    }
  }

  @Test
  void anAnswerBeforeItsEffectIsFollowedByIt() throws Exception {
    try (PracticeEstate estate = PracticeEstate.start(data, Duration.ZERO)) {
      order(
          estate, "{\"product\":\"opnsense\",\"kind\":\"ANSWER_BEFORE_EFFECT\",\"delayMs\":2500}");
      assertThat(add(estate, "192.0.2.8").body()).contains("done");
      assertThat(state(estate).path("opnsense").path("operations")).isEmpty();
      Awaitility.await().until(() -> state(estate).path("opnsense").path("operations").size() == 1);
    }
  }

  @Test
  void anAdministratorBlocksAnAddressAtAnyFirewall() throws Exception {
    try (PracticeEstate estate = PracticeEstate.start(data, Duration.ZERO)) {
      for (String product : List.of("opnsense", "fortigate", "panos", "pfsense")) {
        assertThat(block(estate, product, "192.0.2.9").statusCode()).isEqualTo(200);
        assertThat(state(estate).path(product).toString()).contains("192.0.2.9");
      }
      assertThat(block(estate, "glpi", "192.0.2.9").body()).contains("product is none");
    }
  }

  @Test
  void anUnknownFaultIsRefusedWithItsReason() throws Exception {
    try (PracticeEstate estate = PracticeEstate.start(data, Duration.ZERO)) {
      assertThat(order(estate, "{\"kind\":\"LAZY\"}").statusCode()).isEqualTo(400);
      assertThat(order(estate, "{}").body()).contains("kind is missing");
    }
  }

  @Test
  void argumentsAreReadFromTheEnvironmentTooAndABadOneIsNamed() {
    var read =
        Arguments.read(new String[] {"--port", "5"}, Map.of("REMPART_PRACTICE_SMTP_PORT", "6"));
    assertThat(read.port()).isEqualTo(5);
    assertThat(read.smtpPort()).isEqualTo(6);
    assertThatThrownBy(() -> Arguments.read(new String[] {"--port", "x"}, Map.of()))
        .hasMessageContaining("--port must be a number");
    assertThatThrownBy(() -> Arguments.read(new String[] {"--prot", "1"}, Map.of()))
        .hasMessageContaining("not --prot");
  }

  private HttpResponse<String> add(PracticeEstate estate, String address) throws Exception {
    return send(
        HttpRequest.newBuilder(estate.url(ADD))
            .header("Authorization", LOGIN)
            .POST(BodyPublishers.ofString("{\"address\":\"" + address + "\"}")));
  }

  private HttpResponse<String> order(PracticeEstate estate, String fault) throws Exception {
    return post(estate, "faults", fault);
  }

  private HttpResponse<String> block(PracticeEstate estate, String product, String address)
      throws Exception {
    String block = "{\"product\":\"%s\",\"address\":\"%s\"}".formatted(product, address);
    return post(estate, "blocks", block);
  }

  private HttpResponse<String> post(PracticeEstate estate, String page, String body)
      throws Exception {
    URI url = estate.url("/practice/" + page);
    return send(HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(body)));
  }

  private JsonNode state(PracticeEstate estate) throws Exception {
    String body = send(HttpRequest.newBuilder(estate.url("/practice/state"))).body();
    return JsonMapper.shared().readTree(body);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.timeout(Duration.ofSeconds(5)).build(), BodyHandlers.ofString());
  }
}
