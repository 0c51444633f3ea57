package org.rempart.bench.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.rempart.embedded.Jvm;
import org.rempart.embedded.Layout;
import org.rempart.embedded.Ports;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The practice estate, in a process of its own. */
public final class Practice implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final int port;
  private final int smtpPort;

  private Practice(Process process, int port, int smtpPort) {
    this.process = process;
    this.port = port;
    this.smtpPort = smtpPort;
  }

  static Practice start(Path folder, List<String> further)
      throws IOException, InterruptedException {
    Path jar = Layout.find().practice();
    if (jar == null) {
      throw new IllegalStateException(
          "The practice estate is not built: run mvn -DskipTests package first.");
    }
    int port = Ports.free();
    int smtpPort = Ports.free();
    Path data = Files.createDirectories(folder.resolve("practice"));
    List<String> command = Jvm.command();
    command.addAll(
        List.of(
            "-cp",
            jar.getParent().resolve("lib") + "/*:" + jar,
            "org.rempart.practice.PracticeEstate",
            "--port",
            Integer.toString(port),
            "--smtp-port",
            Integer.toString(smtpPort),
            "--data",
            data.toString()));
    command.addAll(further);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("practice.log").toFile())
            .start();
    Practice practice = new Practice(process, port, smtpPort);
    Ready.await(
        "The practice estate",
        process,
        URI.create(practice.url() + "/practice/health"),
        Duration.ofSeconds(30));
    return practice;
  }

  /** What the products really hold, and every operation that took effect. */
  public JsonNode state() throws IOException, InterruptedException {
    return JSON.readTree(sent(HttpRequest.newBuilder(URI.create(url() + "/practice/state"))));
  }

  /** Orders a misbehaviour of a product, as {@code POST /practice/faults} takes it. */
  public void misbehave(Map<String, Object> fault) throws IOException, InterruptedException {
    admin("faults", "POST", JSON.writeValueAsString(fault));
  }

  /** Takes every ordered misbehaviour back. */
  public void behave() throws IOException, InterruptedException {
    admin("faults", "DELETE", "");
  }

  /** Whether no ordered misbehaviour is still to come. */
  public boolean behaves() throws IOException, InterruptedException {
    return JSON.readTree(admin("faults", "GET", "")).isEmpty();
  }

  /** Blocks an address at a firewall as its administrator would, without Rempart. */
  public void blockedByAdministrator(String product, String address)
      throws IOException, InterruptedException {
    admin(
        "blocks", "POST", JSON.writeValueAsString(Map.of("product", product, "address", address)));
  }

  private String admin(String page, String method, String body)
      throws IOException, InterruptedException {
    return sent(
        HttpRequest.newBuilder(URI.create(url() + "/practice/" + page))
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String sent(HttpRequest.Builder request) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("the practice estate answered " + answer.statusCode());
      }
      return answer.body();
    }
  }

  /** Port of its HTTP products. */
  public int port() {
    return port;
  }

  /** Port of its mail server. */
  public int smtpPort() {
    return smtpPort;
  }

  /** The entry of its firewall in {@code rempart.connectors}. */
  public Map<String, Object> firewall() {
    return connector(
        "bench-firewall",
        "opnsense",
        Map.of(
            "url", url() + "/opnsense",
            "alias", "rempart_blocked",
            "key", "env:BENCH_OPNSENSE_KEY",
            "secret", "env:BENCH_OPNSENSE_SECRET"));
  }

  Map<String, Object> tickets() {
    return connector(
        "bench-tickets",
        "glpi",
        Map.of(
            "url", url() + "/glpi",
            "app-token", "env:BENCH_GLPI_APP_TOKEN",
            "user-token", "env:BENCH_GLPI_USER_TOKEN"));
  }

  Map<String, Object> mail() {
    return connector(
        "bench-mail",
        "smtp",
        Map.of(
            "host", "127.0.0.1",
            "port", Integer.toString(smtpPort),
            "security", "none",
            "from", "rempart@hospital.example"));
  }

  /** The stand-ins' logins, which guard nothing; connectors take secrets by reference alone. */
  Map<String, String> logins() {
    return Map.ofEntries(
        Map.entry("BENCH_OPNSENSE_KEY", "practice-key"),
        Map.entry("BENCH_OPNSENSE_SECRET", "practice-secret"),
        Map.entry("BENCH_FORTIGATE_TOKEN", "practice-api-token"),
        Map.entry("BENCH_PANOS_KEY", "practice-api-key"),
        Map.entry("BENCH_PFSENSE_KEY", "practice-api-key"),
        Map.entry("BENCH_WAZUH_PASSWORD", "practice-password"),
        Map.entry("BENCH_DEFENDER_SECRET", "practice-secret"),
        Map.entry("BENCH_FALCON_SECRET", "practice-secret"),
        Map.entry("BENCH_SENTINELONE_TOKEN", "practice-api-token"),
        Map.entry("BENCH_HARFANGLAB_TOKEN", "practice-api-token"),
        Map.entry("BENCH_GLPI_APP_TOKEN", "practice-app-token"),
        Map.entry("BENCH_GLPI_USER_TOKEN", "practice-user-token"),
        Map.entry("BENCH_SERVICENOW_PASSWORD", "practice-password"),
        Map.entry("BENCH_JIRA_TOKEN", "practice-api-token"));
  }

  private static Map<String, Object> connector(
      String id, String type, Map<String, String> options) {
    return Map.of("id", id, "type", type, "practice", true, "options", options);
  }

  private String url() {
    return "http://127.0.0.1:" + port;
  }

  void end() {
    process.destroyForcibly();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
