package org.rempart.bench.contain;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.rempart.embedded.Layout;
import org.rempart.embedded.Ports;

/**
 * The practice estate, in a process of its own: tickets and mail always, the firewall where there
 * is no real one.
 */
final class Practice implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final int port;
  private final int smtpPort;

  private Practice(Process process, int port, int smtpPort) {
    this.process = process;
    this.port = port;
    this.smtpPort = smtpPort;
  }

  static Practice start() throws Exception {
    Path jar = Layout.find().practice();
    if (jar == null) {
      throw new IllegalStateException(
          "The practice estate is not built: run mvn -DskipTests package first.");
    }
    int port = Ports.free();
    int smtpPort = Ports.free();
    Path data = Files.createTempDirectory("rempart-bench-practice-");
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
            .redirectOutput(data.resolve("practice.log").toFile())
            .start();
    Practice practice = new Practice(process, port, smtpPort);
    practice.awaitReady();
    return practice;
  }

  /** Where its HTTP stand-ins listen. */
  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Settings of the practice firewall. */
  static Map<String, Object> firewall(String url) {
    return Map.of(
        "id",
        "bench-firewall",
        "type",
        "opnsense",
        "practice",
        true,
        "options",
        Map.of(
            "url",
            url + "/opnsense",
            "alias",
            "rempart",
            "key",
            "practice",
            "secret",
            "literal:practice"));
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

  private void awaitReady() throws InterruptedException {
    HttpRequest health = HttpRequest.newBuilder(URI.create(url() + "/practice/health")).build();
    Instant deadline = Instant.now().plus(PATIENCE);
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!answers(http, health)) {
        if (!process.isAlive() || Instant.now().isAfter(deadline)) {
          throw new IllegalStateException("The practice estate did not start.");
        }
        Thread.sleep(100);
      }
    }
  }

  private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
