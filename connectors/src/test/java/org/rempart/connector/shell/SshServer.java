package org.rempart.connector.shell;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real OpenSSH server on a free port of the loopback, with keys made for it. */
public final class SshServer implements AutoCloseable {

  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  private final Path folder;
  private final int port;
  private final Process process;

  private SshServer(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts one that keeps its files in the folder, or skips the test. */
  public static SshServer start(Path folder) throws IOException {
    assumeTrue(
        Files.isExecutable(SSHD) && "root".equals(System.getProperty("user.name")),
        "skipped: needs root and the package openssh-server");
    for (String name : List.of("host", "user", "stranger")) {
      local("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(name).toString());
    }
    Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
    Files.createDirectories(Path.of("/run/sshd"));
    int port = freePort();
    Files.writeString(folder.resolve("sshd.conf"), configuration(folder, port));
    Process process =
        new ProcessBuilder(
                SSHD.toString(), "-D", "-e", "-f", folder.resolve("sshd.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.out").toFile())
            .start();
    Awaitility.await().ignoreExceptions().until(() -> listens(port));
    return new SshServer(folder, port, process);
  }

  /** Options of a connector that logs in here. */
  public Map<String, String> options() throws IOException {
    return Map.of(
        "ssh-host", "127.0.0.1",
        "ssh-port", String.valueOf(port),
        "ssh-user", "root",
        "ssh-key", key("user"),
        "ssh-host-key", fingerprint("host"));
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

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String configuration(Path folder, int port) {
    return """
    ListenAddress 127.0.0.1
    Port %d
    HostKey %s
    AuthorizedKeysFile %s
    PidFile none
    StrictModes no
    UsePAM no
    PasswordAuthentication no
    PermitRootLogin prohibit-password
    """
        .formatted(port, folder.resolve("host"), folder.resolve("authorized"));
  }

  private static String local(String... command) {
    return new LocalHost(List.of()).run(List.of(command), Duration.ofSeconds(10)).output();
  }

  private static boolean listens(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
