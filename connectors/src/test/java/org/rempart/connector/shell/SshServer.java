package org.rempart.connector.shell;

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
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real OpenSSH server on a free port of the loopback, with keys made for it. */
public final class SshServer implements AutoCloseable {

  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  private final Path folder;
  private final String address;
  private final int port;
  private final Process process;

  private SshServer(Path folder, String address, int port, Process process) {
    this.folder = folder;
    this.address = address;
    this.port = port;
    this.process = process;
  }

  /** Starts one that keeps its files in the folder, or skips the test. */
  public static SshServer start(Path folder) throws IOException {
    return start(folder, "127.0.0.1", List.of());
  }

  /**
   * Starts one that is reached at an address, by a command that is put before the server's own:
   * {@code ip netns exec NAME}. There it listens at every address.
   */
  public static SshServer start(Path folder, String address, List<String> wrapper)
      throws IOException {
    assumeTrue(
        Files.isExecutable(SSHD) && "root".equals(System.getProperty("user.name")),
        "skipped: needs root and the package openssh-server");
    for (String name : List.of("host", "user", "stranger")) {
      local("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(name).toString());
    }
    Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
    Files.createDirectories(Path.of("/run/sshd"));
    int port = freePort();
    String listen = wrapper.isEmpty() ? address : "0.0.0.0";
    Files.writeString(folder.resolve("sshd.conf"), configuration(folder, listen, port));
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(
        List.of(SSHD.toString(), "-D", "-e", "-f", folder.resolve("sshd.conf").toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.out").toFile())
            .start();
    Awaitility.await().ignoreExceptions().until(() -> listens(address, port));
    return new SshServer(folder, address, port, process);
  }

  /** Options of a connector that logs in here. */
  public Map<String, String> options() throws IOException {
    return Map.of(
        "ssh-host", address,
        "ssh-port", String.valueOf(port),
        "ssh-user", "root",
        "ssh-key", key("user"),
        "ssh-host-key", fingerprint("host"));
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /** Reference to the private key of this name: user, host or stranger. */
  public String key(String name) {
    return "file:" + folder.resolve(name);
  }

  /** Fingerprint of the key of this name. */
  public String fingerprint(String name) {
    return local("ssh-keygen", "-lf", folder.resolve(name + ".pub").toString()).split(" ")[1];
  }

  /** Cuts every connection, as a failing line does; the server goes on listening. */
  public void cutConnections() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /** The server's processes, those of its wrapper included. */
  public Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** What root of this machine has in its {@code .bashrc} is no part of a test. */
  private static String configuration(Path folder, String address, int port) {
    return """
    ListenAddress %s
    Port %d
    HostKey %s
    AuthorizedKeysFile %s
    PidFile none
    StrictModes no
    UsePAM no
    PasswordAuthentication no
    PermitRootLogin prohibit-password
    SetEnv HOME=/nonexistent
    """
        .formatted(address, port, folder.resolve("host"), folder.resolve("authorized"));
  }

  private static String local(String... command) {
    return new LocalHost(List.of()).run(List.of(command), Duration.ofSeconds(10)).output();
  }

  private static boolean listens(String address, int port) throws IOException {
    try (Socket socket = new Socket(address, port)) {
      return socket.isConnected();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
