package org.rempart.bench.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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

  static Practice start(Path folder) throws IOException, InterruptedException {
    Path jar = Layout.find().practice();
    if (jar == null) {
      throw new IllegalStateException(
          "The practice estate is not built: run mvn -DskipTests package first.");
    }
    int port = Ports.free();
    int smtpPort = Ports.free();
    Path data = Files.createDirectories(folder.resolve("practice"));
    Process process =
        new ProcessBuilder(
                Application.java(),
                "-cp",
                jar.getParent().resolve("lib") + "/*:" + jar,
                "org.rempart.practice.PracticeEstate",
                "--port",
                Integer.toString(port),
                "--smtp-port",
                Integer.toString(smtpPort),
                "--data",
                data.toString())
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
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/practice/state")).build();
      return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
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
    return Map.of(
        "BENCH_OPNSENSE_KEY", "practice-key",
        "BENCH_OPNSENSE_SECRET", "practice-secret",
        "BENCH_GLPI_APP_TOKEN", "practice-app-token",
        "BENCH_GLPI_USER_TOKEN", "practice-user-token");
  }

  private static Map<String, Object> connector(
      String id, String type, Map<String, String> options) {
    return Map.of("id", id, "type", type, "practice", true, "options", options);
  }

  private String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
