package org.rempart.connector.unbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.rempart.connector.shell.CommandResult;
import org.rempart.connector.shell.LocalHost;

/**
 * Two real Unbounds on the loopback: one that is under test, and the one that it asks for every
 * name of {@code example.test}, which answers them all.
 */
final class UnboundServer implements AutoCloseable {

  private static final Path UNBOUND = Path.of("/usr/sbin/unbound");

  private static final String COMMON =
      """
      server:
        interface: 127.0.0.1
        port: %d
        chroot: ""
        username: ""
        directory: "%s"
        pidfile: ""
        use-syslog: no
        do-daemonize: no
        do-not-query-localhost: no
        module-config: "iterator"
        local-zone: "test." nodefault
      """;

  private static final String ANSWERING =
      """
        local-zone: "example.test." redirect
        local-data: "example.test. A 192.0.2.80"
      """;

  private static final String ASKING =
      """
        local-zone: "intranet.example.test." static
        local-data: "intranet.example.test. A 192.0.2.1"
        local-zone: "old.example.test." always_nxdomain
      remote-control:
        control-enable: yes
        control-interface: "%s"
        control-use-cert: no
      forward-zone:
        name: "example.test."
        forward-addr: 127.0.0.1@%d
      """;

  private final Path folder;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  private UnboundServer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts both, or skips the test; once more when somebody else was quicker to take a port. */
  static UnboundServer start(Path folder) throws IOException {
    assumeTrue(Files.isExecutable(UNBOUND), "skipped: needs the package unbound");
    for (int attempt = 1; ; attempt++) {
      UnboundServer server = started(folder);
      try {
        Awaitility.await()
            .atMost(Duration.ofSeconds(15))
            .until(() -> server.tryControl("status").ok());
        return server;
      } catch (ConditionTimeoutException away) {
        server.close();
        if (attempt == 3) {
          throw away;
        }
      }
    }
  }

  private static UnboundServer started(Path folder) throws IOException {
    int upstream = freePort();
    UnboundServer server = new UnboundServer(folder, freePort());
    String asking = ASKING.formatted(folder.resolve("control"), upstream);
    server.run("upstream", COMMON.formatted(upstream, folder) + ANSWERING);
    server.run("unbound", COMMON.formatted(server.port, folder) + asking);
    return server;
  }

  /** Options of a connector. */
  Map<String, String> options() {
    return Map.of(
        "command",
        "/usr/sbin/unbound-control -c " + folder.resolve("unbound.conf"),
        "dns-host",
        "127.0.0.1",
        "dns-port",
        String.valueOf(port),
        "timeout",
        "PT15S");
  }

  /** Runs unbound-control; it must work. */
  String control(String... words) {
    CommandResult result = tryControl(words);
    assertThat(result.ok()).as(result.output() + result.error()).isTrue();
    return result.output();
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }

  private CommandResult tryControl(String... words) {
    List<String> command = new ArrayList<>(List.of("/usr/sbin/unbound-control", "-c"));
    command.add(folder.resolve("unbound.conf").toString());
    command.addAll(List.of(words));
    return new LocalHost(List.of()).run(command, Duration.ofSeconds(20));
  }

  private void run(String name, String configuration) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".conf"), configuration);
    processes.add(
        new ProcessBuilder(UNBOUND.toString(), "-d", "-c", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .start());
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      return socket.getLocalPort();
    }
  }
}
