package org.rempart.app.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.rempart.connector.shell.CommandResult;
import org.rempart.connector.shell.LocalHost;
import org.rempart.connector.shell.SshServer;

/**
 * Internet – firewall – hospital in network namespaces, joined by virtual cables. The hospital has
 * a server with OpenSSH; the firewall is managed over OpenSSH by a cable of its own.
 */
final class AttackedSite implements AutoCloseable {

  static final String ATTACKER = "203.0.113.66";

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String tag = Long.toHexString(System.nanoTime() & 0xffffff);
  private final int net = ThreadLocalRandom.current().nextInt(1, 250);
  private final Path folder;
  private final SshServer server;
  private final SshServer management;

  private AttackedSite(Path folder) throws IOException {
    this.folder = folder;
    try {
      cables();
      server = sshd("server", serverAddress(), serverRoom());
      management = sshd("management", firewallAddress(), firewall());
    } catch (AssertionError e) {
      removeNamespaces();
      throw e;
    }
  }

  /** Builds it below the folder, or skips the test where that can't be done. */
  static AttackedSite build(Path folder) throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "skipped: namespaces need root");
    for (String path : List.of("/usr/sbin/nft", "/usr/sbin/sshd", "/usr/bin/ssh", "/sbin/ip")) {
      assumeTrue(Files.isExecutable(Path.of(path)), "skipped: " + path + " is missing");
    }
    return new AttackedSite(folder);
  }

  /** The server that is attacked. */
  SshServer server() {
    return server;
  }

  /** The server that manages the firewall. */
  SshServer management() {
    return management;
  }

  /** Words that run a command on the firewall. */
  List<String> firewallPrefix() {
    return List.of("ip", "netns", "exec", firewall());
  }

  /** Runs a command on the firewall, as an administrator would; it must work. */
  String onFirewall(String... command) {
    CommandResult result = new LocalHost(firewallPrefix()).run(List.of(command), LIMIT);
    assertThat(result.ok()).as("%s: %s", String.join(" ", command), result.error()).isTrue();
    return result.output();
  }

  /** The firewall's interface on the side of the internet. */
  String outside() {
    return "out" + tag;
  }

  /**
   * The attacker tries to log in with a key that the server doesn't know, and gives up after 5
   * seconds: a block that comes in the middle of it leaves the client without an answer.
   */
  void tryToLogIn() {
    onInternet(
        "timeout",
        "5",
        "ssh",
        "-p",
        String.valueOf(server.port()),
        "-i",
        server.key("stranger").substring("file:".length()),
        "-o",
        "BatchMode=yes",
        "-o",
        "StrictHostKeyChecking=no",
        "-o",
        "UserKnownHostsFile=/dev/null",
        "-o",
        "ConnectTimeout=2",
        "root@" + serverAddress());
  }

  /** Whether the attacker's TCP connection to the server is taken. */
  boolean attackerReachesServer() {
    return onInternet(
            "timeout",
            "1.5",
            "bash",
            "-c",
            "exec 3<>/dev/tcp/%s/%d".formatted(serverAddress(), server.port()))
        .ok();
  }

  @Override
  public void close() {
    server.close();
    management.close();
    removeNamespaces();
  }

  private SshServer sshd(String name, String address, String namespace) throws IOException {
    return SshServer.start(
        Files.createDirectories(folder.resolve(name)),
        address,
        List.of("ip", "netns", "exec", namespace));
  }

  private void cables() {
    for (String name : List.of(internet(), firewall(), serverRoom())) {
      local("ip", "netns", "add", name);
      local("ip", "-n", name, "link", "set", "lo", "up");
    }
    cable(internet(), ATTACKER, outside(), "203.0.113.1");
    cable(serverRoom(), serverAddress(), "in" + tag, "10.93.%d.1".formatted(net));
    ip("link add rm%s type veth peer name mgr0 netns %s".formatted(tag, firewall()));
    ip("addr add 10.94.%d.1/24 dev rm%s".formatted(net, tag));
    ip("link set rm%s up".formatted(tag));
    end(firewall(), "mgr0", firewallAddress());
    ip("route add %s/32 via %s dev rm%s".formatted(serverAddress(), firewallAddress(), tag));
    local("ip", "netns", "exec", firewall(), "sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
  }

  /** From a namespace to the firewall, as its way to everywhere. */
  private void cable(String name, String address, String far, String gateway) {
    ip("link add eth0 netns %s type veth peer name %s netns %s".formatted(name, far, firewall()));
    end(name, "eth0", address);
    end(firewall(), far, gateway);
    ip("-n %s route add default via %s".formatted(name, gateway));
  }

  private static void end(String name, String link, String address) {
    ip("-n %s addr add %s/24 dev %s".formatted(name, address, link));
    ip("-n %s link set %s up".formatted(name, link));
  }

  private CommandResult onInternet(String... command) {
    return new LocalHost(List.of("ip", "netns", "exec", internet())).run(List.of(command), LIMIT);
  }

  private void removeNamespaces() {
    for (String name : List.of(internet(), firewall(), serverRoom())) {
      new LocalHost(List.of()).run(List.of("ip", "netns", "del", name), LIMIT);
    }
  }

  private String internet() {
    return "ri" + tag;
  }

  private String firewall() {
    return "rf" + tag;
  }

  private String serverRoom() {
    return "rs" + tag;
  }

  private String serverAddress() {
    return "10.93.%d.10".formatted(net);
  }

  private String firewallAddress() {
    return "10.94.%d.2".formatted(net);
  }

  private static void ip(String words) {
    local(("ip " + words).split(" "));
  }

  private static void local(String... command) {
    CommandResult result = new LocalHost(List.of()).run(List.of(command), LIMIT);
    assertThat(result.ok()).as("%s: %s", String.join(" ", command), result.error()).isTrue();
  }
}
