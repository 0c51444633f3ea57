package org.rempart.app.chat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.rempart.practice.PracticeEstate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Slack for tests: its channel, what users see in private, and the callbacks of its buttons. */
final class SlackRoom {

  static final String SECRET = "a signing secret of the tests";
  static final String TEAM = "T0PRACTICE";

  private static final JsonMapper JSON = JsonMapper.shared();

  final List<String> whispered = new CopyOnWriteArrayList<>();
  private final Path folder;
  private final PracticeEstate estate;
  private final HttpServer hooks;

  SlackRoom() {
    try {
      folder = Files.createTempDirectory("slack");
      estate = PracticeEstate.start(folder.resolve("data"), Duration.ZERO);
      var loopback = InetAddress.getLoopbackAddress();
      hooks = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
      hooks.createContext(
          "/",
          exchange -> {
            try (exchange) {
              var body = exchange.getRequestBody().readAllBytes();
              whispered.add(JSON.readTree(body).path("text").asString());
              exchange.sendResponseHeaders(200, -1);
            }
          });
      hooks.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url(String part) {
    return estate.url(part).toString();
  }

  /** A reference to a secret with this value. */
  String secret(String value) {
    try {
      var file = folder.resolve("secret-" + value.hashCode());
      return "file:" + Files.writeString(file, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where private answers go. */
  String hooks() {
    return "http://127.0.0.1:" + hooks.getAddress().getPort() + "/";
  }

  /** True state of a product. */
  JsonNode state(String product) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(url("/practice/state"))).build();
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body()).path(product);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The message of the channel whose blocks hold a text, as one text; empty when there is none. */
  String message(String holding) {
    return state("slack")
        .path("messages")
        .valueStream()
        .map(m -> m.path("blocks").toString())
        .filter(m -> m.contains(holding))
        .findFirst()
        .orElse("");
  }

  /** The body of the callback that Slack sends when a user presses a button of a message. */
  String callback(String team, String user, String approval, String decision, String reason) {
    Map<String, Object> payload =
        Map.of(
            "type",
            "block_actions",
            "team",
            Map.of("id", team),
            "user",
            Map.of("id", user),
            // Another one for each press, so that no two callbacks are the same.
            "trigger_id",
            UUID.randomUUID().toString(),
            "response_url",
            hooks() + "actions/1",
            "state",
            Map.of("values", Map.of("reason", Map.of("reason", Map.of("value", reason)))),
            "actions",
            List.of(Map.of("action_id", decision, "block_id", "vote", "value", approval)));
    return "payload=" + URLEncoder.encode(JSON.writeValueAsString(payload), StandardCharsets.UTF_8);
  }

  void close() {
    hooks.stop(0);
    estate.close();
  }
}
