package org.rempart.connector.clamav;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.rempart.connector.ConnectorSettings;

/** A real clamd on the loopback, with a database folder of its own that holds one signature. */
final class ClamdServer implements AutoCloseable {

  private static final Path CLAMD = Path.of("/usr/sbin/clamd");

  private static final String CONFIGURATION =
      """
      Foreground yes
      TCPSocket %d
      TCPAddr 127.0.0.1
      DatabaseDirectory %s
      SelfCheck 0
      """;

  private final Path database;
  private final int port;
  private final Process process;

  private ClamdServer(Path database, int port, Process process) {
    this.database = database;
    this.port = port;
    this.process = process;
  }

  /** Starts one, or skips the test. */
  static ClamdServer start(Path folder) throws IOException {
    assumeTrue(Files.isExecutable(CLAMD), "skipped: needs the package clamav-daemon");
    Path database = Files.createDirectories(folder.resolve("db"));
    Files.writeString(database.resolve("other.hsb"), "0".repeat(64) + ":*:Other.Signature:73\n");
    int port = freePort();
    Path file = folder.resolve("clamd.conf");
    Files.writeString(file, CONFIGURATION.formatted(port, database));
    Process process =
        new ProcessBuilder(CLAMD.toString(), "-c", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("clamd.out").toFile())
            .start();
    ClamdServer server = new ClamdServer(database, port, process);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> server.clamd().ask("PING").equals("PONG"));
    return server;
  }

  /** Options of a connector. */
  Map<String, String> options() {
    return Map.of(
        "clamd-port", String.valueOf(port),
        "signature-file", signatureFile().toString(),
        "host-name", "poste-23");
  }

  Path signatureFile() {
    return database.resolve("rempart.hsb");
  }

  /** Somebody else's talk with it. */
  Clamd clamd() {
    Map<String, String> options = new HashMap<>(options());
    return new Clamd(
        ClamavSettings.read(
            new ConnectorSettings("other", "clamav", false, java.util.List.of(), options)));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
