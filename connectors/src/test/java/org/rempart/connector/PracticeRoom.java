package org.rempart.connector;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rempart.practice.Fault;
import org.rempart.practice.PracticeEstate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The practice estate for one test, and connectors to it. */
public final class PracticeRoom implements AutoCloseable {

  private final Path folder;
  private final PracticeEstate estate;

  public PracticeRoom(Path folder) throws IOException {
    this.folder = folder;
    this.estate = PracticeEstate.start(folder.resolve("data"), Duration.ofMillis(150));
  }

  /** A connector with all it needs, except for what is told otherwise. */
  public Connector connector(String type, Map<String, String> otherwise) throws IOException {
    Map<String, String> options = new HashMap<>(options(type));
    options.putAll(otherwise);
    return Connectors.builtIn().create(new ConnectorSettings(type, type, true, List.of(), options));
  }

  /** Orders a misbehaviour. */
  public void fault(String product, Fault.Kind kind, long delayMs) {
    estate.faults().add(new Fault(product, kind, 1, delayMs, ""));
  }

  /** The same for requests whose path fits. */
  public void fault(String product, Fault.Kind kind, long delayMs, String path) {
    estate.faults().add(new Fault(product, kind, 1, delayMs, path));
  }

  /** True state of a product. */
  public JsonNode state(String product) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(estate.url("/practice/state")).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String body = http.send(request, BodyHandlers.ofString()).body();
      return JsonMapper.shared().readTree(body).path(product);
    }
  }

  /** Does something at a product past the connector, as an administrator would. */
  public JsonNode byHand(String method, String path, String authorization, Object body)
      throws IOException, InterruptedException {
    return byHand(method, path, "Authorization", authorization, body);
  }

  /** The same with another header to sign in by. */
  public JsonNode byHand(String method, String path, String header, String value, Object body)
      throws IOException, InterruptedException {
    String text = body instanceof String form ? form : JsonMapper.shared().writeValueAsString(body);
    HttpRequest request =
        HttpRequest.newBuilder(estate.url(path))
            .header(header, value)
            .method(method, BodyPublishers.ofString(text))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IOException(path + " answered " + answer.statusCode() + " " + answer.body());
      }
      return !answer.body().startsWith("{")
          ? MissingNode.getInstance()
          : JsonMapper.shared().readTree(answer.body());
    }
  }

  /** How an administrator signs in where tokens come by client credentials. */
  public String bearer(String path, String client, String secret)
      throws IOException, InterruptedException {
    String form = "client_id=" + client + "&client_secret=" + secret;
    return "Bearer " + byHand("POST", path, "none", form).path("access_token").asString();
  }

  /** Address of a part of the estate. */
  public URI url(String part) {
    return estate.url(part);
  }

  /** A reference to a secret with this value. */
  public String secret(String value) throws IOException {
    Path file = folder.resolve("secret-" + value.hashCode());
    return "file:" + Files.writeString(file, value + "\n");
  }

  @Override
  public void close() {
    estate.close();
  }

  private Map<String, String> options(String type) throws IOException {
    return switch (type) {
      case "opnsense" ->
          Map.of(
              "url",
              estate.url("/opnsense").toString(),
              "key",
              secret("practice-key"),
              "secret",
              secret("practice-secret"),
              "alias",
              "rempart_blocked",
              "network-alias",
              "rempart_blocked",
              "timeout",
              "PT3S");
      case "wazuh" ->
          Map.of(
              "url",
              estate.url("/wazuh").toString(),
              "user",
              "rempart",
              "password",
              secret("practice-password"),
              "timeout",
              "PT1S");
      case "glpi" ->
          Map.of(
              "url", estate.url("/glpi").toString(),
              "app-token", secret("practice-app-token"),
              "user-token", secret("practice-user-token"),
              "timeout", "PT3S");
      case "slack" ->
          Map.of(
              "url", estate.url("/slack").toString(),
              "token", secret("xoxb-practice-token"),
              "timeout", "PT5S");
      case "misp" ->
          Map.of(
              "url",
              estate.url("/misp").toString(),
              "key",
              secret("practice-misp-key"),
              "event",
              "12",
              "timeout",
              "PT5S");
      case "virustotal" ->
          Map.of(
              "url",
              estate.url("/virustotal").toString(),
              "key",
              secret("practice-vt-key"),
              "own-domains",
              "sante.example, hopital.example",
              "timeout",
              "PT5S");
      case "abuseipdb" ->
          Map.of(
              "url", estate.url("/abuseipdb").toString(),
              "key", secret("practice-abuse-key"),
              "timeout", "PT5S");
      case "jira" ->
          Map.of(
              "url", estate.url("/jira").toString(),
              "user", "rempart@sante.example",
              "token", secret("practice-api-token"),
              "project", "SEC",
              "timeout", "PT5S");
      case "servicenow" ->
          Map.of(
              "url",
              estate.url("/servicenow").toString(),
              "user",
              "rempart",
              "password",
              secret("practice-password"),
              "timeout",
              "PT5S");
      case "fortigate" ->
          Map.of(
              "url",
              estate.url("/fortigate").toString(),
              "token",
              secret("practice-api-token"),
              "group",
              "rempart_networks",
              "timeout",
              "PT2S");
      case "panos" ->
          Map.of(
              "url", estate.url("/panos").toString(),
              "key", secret("practice-api-key"),
              "timeout", "PT2S");
      case "pfsense" ->
          Map.of(
              "url", estate.url("/pfsense").toString(),
              "key", secret("practice-api-key"),
              "alias", "rempart_blocked",
              "network-alias", "rempart_networks",
              "timeout", "PT2S");
      case "sentinelone", "harfanglab" ->
          Map.of(
              "url", estate.url("/" + type).toString(),
              "token", secret("practice-api-token"),
              "timeout", "PT2S");
      case "defender" ->
          Map.of(
              "url",
              estate.url("/defender").toString(),
              "login-url",
              estate.url("/defender").toString(),
              "tenant",
              "practice-tenant",
              "client-id",
              "practice-app",
              "client-secret",
              secret("practice-secret"),
              "timeout",
              "PT2S");
      case "falcon" ->
          Map.of(
              "url",
              estate.url("/falcon").toString(),
              "client-id",
              "practice-client",
              "client-secret",
              secret("practice-secret"),
              "timeout",
              "PT2S");
      default ->
          Map.of(
              "host", "127.0.0.1",
              "port", String.valueOf(estate.smtpPort()),
              "security", "none",
              "from", "rempart@sante.example",
              "timeout", "PT3S");
    };
  }
}
