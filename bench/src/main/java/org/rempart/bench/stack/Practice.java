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
                "--port=" + port,
                "--smtp-port=" + smtpPort,
                "--data=" + data)
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
    return Map.of(
        "id",
        "bench-firewall",
        "type",
        "opnsense",
        "practice",
        true,
        "options",
        Map.of("url", url() + "/opnsense", "alias", "rempart"));
  }

  Map<String, Object> tickets() {
    return Map.of(
        "id",
        "bench-tickets",
        "type",
        "glpi",
        "practice",
        true,
        "options",
        Map.of("url", url() + "/glpi"));
  }

  Map<String, Object> mail() {
    return Map.of(
        "id",
        "bench-mail",
        "type",
        "smtp",
        "practice",
        true,
        "options",
        Map.of("host", "127.0.0.1", "port", Integer.toString(smtpPort)));
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
