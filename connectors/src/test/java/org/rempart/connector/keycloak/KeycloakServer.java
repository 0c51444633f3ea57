package org.rempart.connector.keycloak;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Keycloak, laid out by the build, with a realm of its own in a folder of the test. */
final class KeycloakServer implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final int port;
  private final Process process;

  private KeycloakServer(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts one, or skips the test when the build laid none out. */
  static KeycloakServer start(Path folder) throws IOException {
    Path parts = Path.of(System.getProperty("rempart.root"), "connectors/target/parts");
    assumeTrue(Files.isDirectory(parts), "skipped: the build laid out no Keycloak");
    Path home = laidOut(parts, folder);
    int port = freePort();
    int management = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-host=127.0.0.1",
                "--http-management-port=" + management,
                "--health-enabled=true")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.out").toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // Too short-lived for the optimising compiler.
    builder.environment().put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
    Process process = builder.start();
    KeycloakServer server = new KeycloakServer(folder, port, process);
    try {
      server.awaitReady(management);
    } catch (RuntimeException e) {
      server.end();
      throw e;
    }
    return server;
  }

  /** Options of a connector to it. */
  Map<String, String> options() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "client-secret");
    return Map.of(
        "url", "http://127.0.0.1:" + port,
        "realm", "hospital",
        "client-id", "rempart",
        "client-secret", "file:" + secret,
        "timeout", "PT30S");
  }

  /** Whether somebody can sign in to the portal with this password. */
  boolean signsIn(String user, String password) {
    String form =
        "grant_type=password&client_id=portal&username=%s&password=%s".formatted(user, password);
    return status(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:"
                            + port
                            + "/realms/hospital/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build())
        == 200;
  }

  @Override
  public void close() throws InterruptedException {
    end();
    process.waitFor();
    http.shutdownNow();
  }

  /** "Listening" is not ready: the realm is imported after that. */
  private void awaitReady(int management) {
    URI ready = URI.create("http://127.0.0.1:" + management + "/health/ready");
    Awaitility.await()
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofSeconds(1))
        .failFast("Keycloak ended: see its output", () -> !process.isAlive())
        .until(() -> status(HttpRequest.newBuilder(ready).build()) == 200);
  }

  private void end() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  private int status(HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      return answer.statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** Keycloak writes into its own folder, so each test has one; the libraries are links. */
  private static Path laidOut(Path parts, Path folder) throws IOException {
    Path from;
    try (Stream<Path> found = Files.list(parts)) {
      from =
          found
              .filter(p -> p.getFileName().toString().startsWith("keycloak-"))
              .findFirst()
              .orElseThrow();
    }
    Path home = folder.resolve("keycloak");
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : (Iterable<Path>) all::iterator) {
        Path to = home.resolve(from.relativize(one).toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(to);
        } else if (one.toString().endsWith(".jar")) {
          Files.createLink(to, one);
        } else {
          Files.copy(one, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    Path realm = home.resolve("data/import/hospital-realm.json");
    Files.createDirectories(realm.getParent());
    try (InputStream file =
        KeycloakServer.class.getResourceAsStream("/keycloak/hospital-realm.json")) {
      Files.copy(file, realm);
    }
    return home;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
