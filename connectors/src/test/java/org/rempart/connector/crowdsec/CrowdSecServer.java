package org.rempart.connector.crowdsec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real CrowdSec from Debian's package: its Local API with a database of its own. */
final class CrowdSecServer implements AutoCloseable {

  private static final Path CSCLI = Path.of("/usr/bin/cscli");
  private static final Path CROWDSEC = Path.of("/usr/bin/crowdsec");

  private final Path folder;
  private final String url;
  private final Process process;

  private CrowdSecServer(Path folder, String url, Process process) {
    this.folder = folder;
    this.url = url;
    this.process = process;
  }

  /** Sets one up in the folder and starts it, or skips the test. */
  static CrowdSecServer start(Path folder) throws IOException, InterruptedException {
    return start(folder, "127.0.0.1", List.of());
  }

  /**
   * Sets one up that listens at an address, started by words that are put before its command:
   * {@code ip netns exec NAME}.
   */
  static CrowdSecServer start(Path folder, String address, List<String> wrapper)
      throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(CSCLI) && Files.isExecutable(CROWDSEC),
        "skipped: needs package crowdsec");
    int port = freePort();
    Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(folder.resolve("hub"));
    write(folder, "simulation.yaml", "simulation: false\n");
    write(folder, "hub/.index.json", "{}");
    write(
        folder,
        "profiles.yaml",
        "name: none\nfilters: [\"false\"]\ndecisions: [{type: ban, duration: 4h}]\n");
    write(folder, "config.yaml", configuration(folder, address + ":" + port));
    write(folder, "password", "machine-secret\n");
    write(folder, "bouncer-key", "bouncer-secret\n");
    cscli(
        folder,
        "machines add rempart --password machine-secret -f %s -u http://%s:%d"
            .formatted(folder.resolve("client.yaml"), address, port));
    cscli(folder, "bouncers add rempart -k bouncer-secret");
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(List.of(CROWDSEC.toString(), "-no-cs", "-c"));
    command.add(folder.resolve("config.yaml").toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.out").toFile())
            .start();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> listens(address, port));
    return new CrowdSecServer(folder, "http://" + address + ":" + port, process);
  }

  /** Where its Local API is. */
  String url() {
    return url;
  }

  /** Options of a connector to it. */
  Map<String, String> options() {
    return Map.of(
        "url",
        url,
        "machine",
        "rempart",
        "password",
        "file:" + folder.resolve("password"),
        "bouncer-key",
        "file:" + folder.resolve("bouncer-key"));
  }

  /** Runs {@code cscli} as the product's administrator and returns what it says. */
  String cscli(String words) throws IOException, InterruptedException {
    return cscli(folder, words);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  private static String cscli(Path folder, String words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(CSCLI.toString(), "-c", folder.resolve("config.yaml").toString()));
    command.addAll(List.of(words.split(" ")));
    Process cscli =
        new ProcessBuilder(command)
            .redirectError(folder.resolve("cscli.err").toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    String said = new String(cscli.getInputStream().readAllBytes());
    assertThat(cscli.waitFor())
        .as("cscli %s: %s", words, Files.readString(folder.resolve("cscli.err")))
        .isZero();
    return said;
  }

  private static String configuration(Path folder, String listen) {
    return """
    common: {daemonize: false, log_media: stdout, log_level: info}
    config_paths:
      {config_dir: DIR, data_dir: DIR/data, simulation_path: DIR/simulation.yaml, hub_dir: DIR/hub,
       index_path: DIR/hub/.index.json}
    db_config: {type: sqlite, db_path: DIR/data/crowdsec.db, use_wal: true}
    api:
      client: {credentials_path: DIR/client.yaml}
      server: {log_level: info, listen_uri: "LISTEN", profiles_path: DIR/profiles.yaml}
    prometheus: {enabled: false}
    """
        .replace("DIR", folder.toString())
        .replace("LISTEN", listen);
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static boolean listens(String address, int port) {
    try (Socket socket = new Socket(address, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
