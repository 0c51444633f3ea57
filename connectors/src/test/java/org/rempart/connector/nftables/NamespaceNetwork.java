package org.rempart.connector.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.rempart.connector.shell.CommandResult;
import org.rempart.connector.shell.LocalHost;

/**
 * Attacker – firewall – victim in network namespaces of their own, joined by virtual cables, with a
 * server on the victim.
 */
public final class NamespaceNetwork implements AutoCloseable {

  public static final String ATTACKER = "10.77.0.2";
  public static final String ATTACKER6 = "fd77::2";
  public static final String VICTIM = "10.78.0.2";
  public static final String VICTIM6 = "fd78::2";
  static final int PORT = 7007;

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final String tag = Long.toHexString(System.nanoTime() & 0xffffff);
  private final List<Process> processes = new ArrayList<>();

  private NamespaceNetwork() {}

  /** Builds the network, or skips the test where that can't be done. */
  public static NamespaceNetwork create() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "skipped: namespaces need root");
    assumeTrue(
        installed("nft") && installed("ip"), "skipped: packages nftables and iproute2 are missing");
    NamespaceNetwork network = new NamespaceNetwork();
    try {
      network.build();
      return network;
    } catch (AssertionError e) {
      network.close();
      assumeTrue(false, "skipped: no network namespaces here: " + e.getMessage());
      throw e;
    }
  }

  static boolean installed(String command) {
    return Stream.of("/usr/sbin/", "/sbin/", "/usr/bin/")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder + command)));
  }

  String firewall() {
    return "fw" + tag;
  }

  /** Words that run a command on the firewall. */
  String prefix() {
    return "ip netns exec " + firewall();
  }

  /** Runs a command on the firewall; it must work. */
  String onFirewall(String... command) {
    CommandResult result = new LocalHost(List.of(prefix().split(" "))).run(List.of(command), LIMIT);
    assertThat(result.ok()).as("%s: %s", String.join(" ", command), result.error()).isTrue();
    return result.output();
  }

  /** Words that run a command on the victim. */
  public List<String> onVictim() {
    return List.of("ip", "netns", "exec", "vi" + tag);
  }

  /** Joins this machine to the victim by a cable of its own; answers the victim's address on it. */
  public String cableToVictim() {
    int net = ThreadLocalRandom.current().nextInt(1, 250);
    ip("link add m%s type veth peer name mgr0 netns vi%s".formatted(tag, tag));
    ip("addr add 10.95.%d.1/24 dev m%s".formatted(net, tag));
    ip("link set m%s up".formatted(tag));
    ip("-n vi%s addr add 10.95.%d.2/24 dev mgr0".formatted(tag, net));
    ip("-n vi%s link set mgr0 up".formatted(tag));
    return "10.95.%d.2".formatted(net);
  }

  /** Whether the attacker gets through to the victim's server. */
  public boolean reaches(String address) throws IOException {
    try (Talk talk = talk(address)) {
      return talk.opening().equals("connected");
    }
  }

  /** Opens a connection from the attacker to the victim's server. */
  Talk talk(String address) throws IOException {
    Process process = java("at" + tag, "talk", address, String.valueOf(PORT));
    return new Talk(process, process.inputReader());
  }

  @Override
  public void close() {
    processes.forEach(NamespaceNetwork::kill);
    for (String name : List.of("at" + tag, firewall(), "vi" + tag)) {
      new LocalHost(List.of()).run(List.of("ip", "netns", "del", name), LIMIT);
    }
  }

  private void build() throws IOException {
    for (String name : List.of("at" + tag, firewall(), "vi" + tag)) {
      ip("netns add " + name);
      ip("-n %s link set lo up".formatted(name));
    }
    cable("at" + tag, "a" + tag, "10.77.0.", "fd77::");
    cable("vi" + tag, "v" + tag, "10.78.0.", "fd78::");
    onFirewall("sysctl", "-q", "-w", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
    Process server = java("vi" + tag, "serve", String.valueOf(PORT));
    assertThat(server.inputReader().readLine()).isEqualTo("ready");
  }

  /** From a namespace (address …2) to the firewall (…1), as its way to everywhere. */
  private void cable(String name, String link, String net4, String net6) {
    String far = "f" + link;
    ip(
        "link add %s netns %s type veth peer name %s netns %s"
            .formatted(link, name, far, firewall()));
    end(name, link, net4 + "2/24", net6 + "2/64");
    end(firewall(), far, net4 + "1/24", net6 + "1/64");
    ip("-n %s route add default via %s1".formatted(name, net4));
    ip("-n %s -6 route add default via %s1".formatted(name, net6));
  }

  private static void end(String name, String link, String address4, String address6) {
    ip("-n %s addr add %s dev %s".formatted(name, address4, link));
    ip("-n %s addr add %s dev %s nodad".formatted(name, address6, link));
    ip("-n %s link set %s up".formatted(name, link));
  }

  private static void ip(String words) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words.split(" ")));
    CommandResult result = new LocalHost(List.of()).run(command, LIMIT);
    assertThat(result.ok()).as("ip %s: %s", words, result.error()).isTrue();
  }

  private Process java(String namespace, String... args) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(
            List.of("ip", "netns", "exec", namespace, java, "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(EchoPeer.class.getName());
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    processes.add(process);
    return process;
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** A connection from the attacker; the first line says whether it came about. */
  record Talk(Process process, BufferedReader heard) implements AutoCloseable {

    /** {@code connected} or {@code silent}. */
    String opening() throws IOException {
      return String.valueOf(heard.readLine());
    }

    /** Sends a line and returns what came of it. */
    String say(String line) throws IOException {
      process.outputWriter().write(line + "\n");
      process.outputWriter().flush();
      return String.valueOf(heard.readLine());
    }

    @Override
    public void close() {
      kill(process);
    }
  }
}
