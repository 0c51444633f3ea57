package org.rempart.embedded.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rempart's HTTP API, as any script of a user would use it. */
final class RempartApi {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI console;
  private final String token;

  RempartApi(URI console, String token) {
    this.console = console;
    this.token = token;
  }

  /**
   * The items of a list's first page.
   *
   * @param path below {@code /api/v1/}
   */
  List<JsonNode> items(String path) {
    List<JsonNode> items = new ArrayList<>();
    get(path).path("items").forEach(items::add);
    return items;
  }

  /** One resource. */
  JsonNode get(String path) {
    return JSON.readTree(text(path));
  }

  /** One resource as it is written. */
  String text(String path) {
    HttpResponse<String> answer = send(request(path).GET());
    if (answer.statusCode() != 200) {
      throw refused("GET " + path, answer);
    }
    return answer.body();
  }

  /** The application's health; not well is an answer too. */
  JsonNode health() {
    return JSON.readTree(send(to("/actuator/health").GET()).body());
  }

  /** Asks for something to be done, and answers what came of it; may take half a minute. */
  JsonNode posted(String path) {
    HttpResponse<String> answer =
        send(
            request(path)
                .timeout(Duration.ofSeconds(40))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.noBody()));
    if (answer.statusCode() != 200) {
      throw refused("POST " + path, answer);
    }
    return JSON.readTree(answer.body());
  }

  /** Sends a JSON object. */
  void post(String path, JsonNode body) {
    post(path, "application/json", JSON.writeValueAsString(body));
  }

  /** Sends a text of another kind. */
  void post(String path, String contentType, String body) {
    HttpResponse<String> answer =
        send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    if (answer.statusCode() / 100 != 2) {
      throw refused("POST " + path, answer);
    }
  }

  private HttpRequest.Builder request(String path) {
    return to("/api/v1/" + path);
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(console.resolve(path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static DemoFailedException refused(String what, HttpResponse<String> answer) {
    return new DemoFailedException(
        "%s was answered %d: %s".formatted(what, answer.statusCode(), answer.body()));
  }
}
