package org.rempart.connector.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.rempart.connector.shell.CommandResult;
import org.rempart.connector.shell.LocalHost;
import org.rempart.connector.shell.SshServer;

/**
 * A host with a real OpenSSH server in network, process and mount namespaces of its own. A virtual
 * cable joins it to this machine (the manager), another one to an attacker in a further namespace.
 * Its {@code /etc} is a copy, so that its accounts are its own, and root has an empty home.
 */
final class VictimHost implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String SETUP =
      """
      set -e
      mount -t tmpfs tmpfs /mnt
      cp -a /etc /mnt/etc
      mount --bind /mnt/etc /etc
      mount -t tmpfs tmpfs /var/lib
      mount -t tmpfs tmpfs /root
      mount -t tmpfs tmpfs /run
      mkdir /run/sshd
      "$@" &
      while :; do wait; sleep 0.2; done
      """;

  private final String tag = Long.toHexString(System.nanoTime() & 0xffffff);
  private final int net = ThreadLocalRandom.current().nextInt(1, 250);
  private final Path folder;
  private final SshServer server;

  private VictimHost(Path folder) throws IOException {
    this.folder = folder;
    try {
      cables();
      this.server = SshServer.start(folder, address(), wrapper());
    } catch (AssertionError e) {
      removeNamespaces();
      throw e;
    }
  }

  /** Builds it, or skips the test where that can't be done. */
  static VictimHost start(Path folder) throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "skipped: namespaces need root");
    for (String path : List.of("/usr/sbin/nft", "/usr/sbin/sshd", "/usr/bin/unshare")) {
      assumeTrue(Files.isExecutable(Path.of(path)), "skipped: " + path + " is missing");
    }
    return new VictimHost(folder);
  }

  String manager() {
    return "10.84." + net + ".1";
  }

  String address() {
    return "10.84." + net + ".2";
  }

  String addressForAttacker() {
    return "10.85." + net + ".1";
  }

  /** Options of a connector for this host, under the name {@code poste-23.example}. */
  Map<String, String> options() {
    String key = server.fingerprint("host");
    return Map.of(
        "hosts", "poste-23.example=%s:%d,%s".formatted(address(), server.port(), key),
        "ssh-user", "root",
        "ssh-key", server.key("user"),
        "evidence-folder", folder.resolve("evidence").toString(),
        "timeout", "PT30S");
  }

  SshServer server() {
    return server;
  }

  /** Runs a command in all namespaces of the host; it must work. */
  String run(String... command) {
    List<String> whole = new ArrayList<>(List.of("nsenter", "-t", shell(), "-n", "-p", "-m"));
    whole.addAll(List.of(command));
    return local(whole.toArray(String[]::new));
  }

  /** Runs a script on the host, as someone who sits before it. */
  String script(String text) {
    return run("sh", "-c", text);
  }

  /** Whether the attacker's TCP connection to the host's SSH is taken. */
  boolean attackerReaches() {
    return connects("ip", "netns", "exec", attacker(), addressForAttacker()).ok();
  }

  /** Whether the manager's TCP connection to the host's SSH is taken. */
  boolean managerReaches() {
    return connects("env", address()).ok();
  }

  /** Whether the host gets an answer from the attacker, and be it a refusal. */
  boolean reachesAttacker() {
    CommandResult result =
        new LocalHost(List.of("ip", "netns", "exec", victim()))
            .run(List.of("timeout", "1.5", "bash", "-c", tcp("10.85." + net + ".2", 7)), LIMIT);
    return result.code() != 124;
  }

  @Override
  public void close() {
    server.close();
    removeNamespaces();
  }

  private void cables() {
    for (String name : List.of(victim(), attacker())) {
      local("ip", "netns", "add", name);
      local("ip", "-n", name, "link", "set", "lo", "up");
    }
    local(
        "ip", "link", "add", "rm" + tag, "type", "veth", "peer", "name", "mgr0", "netns", victim());
    local("ip", "addr", "add", manager() + "/24", "dev", "rm" + tag);
    local("ip", "link", "set", "rm" + tag, "up");
    end(victim(), "mgr0", address());
    local(
        "ip",
        "-n",
        victim(),
        "link",
        "add",
        "att0",
        "type",
        "veth",
        "peer",
        "name",
        "vic0",
        "netns",
        attacker());
    end(victim(), "att0", addressForAttacker());
    end(attacker(), "vic0", "10.85." + net + ".2");
  }

  private void removeNamespaces() {
    for (String name : List.of(victim(), attacker())) {
      new LocalHost(List.of()).run(List.of("ip", "netns", "del", name), LIMIT);
    }
  }

  private CommandResult connects(String... prefixAndAddress) {
    List<String> words = List.of(prefixAndAddress);
    String target = words.getLast();
    return new LocalHost(words.subList(0, words.size() - 1))
        .run(List.of("timeout", "1.5", "bash", "-c", tcp(target, server.port())), LIMIT);
  }

  private static String tcp(String address, int port) {
    return "exec 3<>/dev/tcp/" + address + "/" + port;
  }

  private String victim() {
    return "hv" + tag;
  }

  private String attacker() {
    return "ha" + tag;
  }

  private List<String> wrapper() {
    List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", victim(), "unshare"));
    words.addAll(List.of("--pid", "--fork", "--kill-child", "--mount", "--mount-proc"));
    words.addAll(List.of("sh", "-c", SETUP, "sh"));
    return words;
  }

  /** Number of the first process within the host's process namespace, as this machine sees it. */
  private String shell() {
    return server
        .processes()
        .filter(
            p ->
                p.info().commandLine().orElse("").startsWith("/usr/sbin/sshd")
                    || p.info().commandLine().orElse("").startsWith("sshd:"))
        .findFirst()
        .map(p -> String.valueOf(p.pid()))
        .orElseThrow();
  }

  private static void end(String name, String link, String address) {
    local("ip", "-n", name, "addr", "add", address + "/24", "dev", link);
    local("ip", "-n", name, "link", "set", link, "up");
  }

  private static String local(String... command) {
    CommandResult result = new LocalHost(List.of()).run(List.of(command), LIMIT);
    assertThat(result.ok()).as("%s: %s", String.join(" ", command), result.error()).isTrue();
    return result.output();
  }
}
