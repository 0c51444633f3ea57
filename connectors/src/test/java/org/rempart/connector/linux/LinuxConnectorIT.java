package org.rempart.connector.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Sha256;
import org.rempart.connector.TargetKind;
import org.rempart.connector.proven.Proves;

/** Against a real OpenSSH server on a host of its own, as namespaces make one. */
@Proves(type = "linux", product = "Linux hosts (OpenSSH)", real = "dpkg:openssh-server")
class LinuxConnectorIT {

  private static final String HOST = "POSTE-23";

  @TempDir static Path folder;

  private static VictimHost host;

  private Connector connector;

  @BeforeAll
  static void start() throws IOException {
    host = VictimHost.start(folder);
    host.script("useradd -m -d /var/lib/awa -K UID_MIN=1000 awa; echo 'awa:secret' | chpasswd");
  }

  @AfterAll
  static void stop() {
    if (host != null) {
      host.close();
    }
  }

  @BeforeEach
  void connect() {
    connector = connect(Map.of());
  }

  @AfterEach
  void release() {
    connector.close();
    host.script("nft flush ruleset; pkill -KILL -x sleep || true");
  }

  @Test
  void anIsolatedHostTalksToItsManagerAloneUntilItIsReleased() {
    Order order = order("i1", Capability.ISOLATE_HOST, TargetKind.HOST, HOST, Map.of());
    assertThat(host.attackerReaches()).isTrue();
    assertThat(host.reachesAttacker()).isTrue();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);

    Outcome executed = execute(connector, order);

    assertThat(code(executed)).isEqualTo("done");
    assertThat(host.attackerReaches()).isFalse();
    assertThat(host.reachesAttacker()).isFalse();
    assertThat(host.managerReaches()).isTrue();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    try (Connector fresh = connect(Map.of())) {
      assertThat(result(fresh, order)).as("a new login works").isEqualTo(Proof.Result.HOLDS);
    }

    assertThat(code(revert(connector, order, executed))).isEqualTo("done");
    assertThat(host.attackerReaches()).isTrue();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(code(revert(connector, order, executed))).isEqualTo("done");
  }

  @Test
  void anIsolationWithAHoleIsNone() {
    Order order = order("i2", Capability.ISOLATE_HOST, TargetKind.HOST, HOST, Map.of());
    execute(connector, order);
    host.run("nft", "add", "rule", "inet", "rempart_isolation", "input", "accept");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);

    execute(connector, order);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    host.run("nft", "chain inet rempart_isolation input { policy accept; }");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void rulesThatDoNotHoldPacketsBackAreFoundOutByTheProbe() {
    Order order = order("i3", Capability.ISOLATE_HOST, TargetKind.HOST, HOST, Map.of());
    execute(connector, order);
    Map<String, String> other = Map.of("probe-port", String.valueOf(host.server().port()));
    try (Connector probing = connect(other)) {
      Proof proof = probing.verify(List.of(order)).getFirst();
      assertThat(proof.result()).isEqualTo(Proof.Result.ABSENT);
      assertThat(proof.evidence()).contains("and yet");
    }
  }

  @Test
  void aTableOfSomebodyElseWithOurNameStays() {
    host.run("nft", "add", "table", "inet", "rempart_isolation");
    Order order = order("i4", Capability.ISOLATE_HOST, TargetKind.HOST, HOST, Map.of());
    assertThat(code(execute(connector, order))).isEqualTo("FOREIGN_TABLE");
    revert(connector, order, new Outcome.Done("i4", Map.of(), ""));
    assertThat(host.run("nft", "list", "tables")).contains("rempart_isolation");
  }

  @Test
  void aProcessIsKilledByWhatItIsAndNotByItsNumberAlone() {
    String pid = sleeper("root");
    String listed =
        evidence(order("p0", Capability.LIST_PROCESSES, TargetKind.HOST, HOST, Map.of()));
    String identity =
        listed.lines().filter(l -> l.startsWith(pid + ":")).findFirst().orElseThrow().split(" ")[0];
    Order reused = kill("p1", pid + ":1@" + HOST);
    assertThat(code(execute(connector, reused))).isEqualTo("done");
    assertThat(host.run("ps", "-p", pid, "-o", "comm=")).contains("sleep");

    Order order = kill("p2", identity + "@" + HOST);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    Outcome executed = execute(connector, order);

    assertThat(((Outcome.Done) executed).stateBefore())
        .containsEntry("executable", "/usr/bin/sleep");
    Awaitility.await().until(() -> result(connector, order) == Proof.Result.HOLDS);
    assertThat(code(execute(connector, kill("p3", pid + "@" + HOST)))).isEqualTo("BAD_PROCESS");
    assertThat(code(revert(connector, order, executed))).isEqualTo("NOT_REVERSIBLE");
  }

  @Test
  void aQuarantinedFileIsOutOfReachAndComesBackAsItWas() {
    String path = "/var/lib/awa/it's $(touch x) \"@home\".bin";
    host.run("sh", "-c", "printf evil > \"$1\"; chown awa \"$1\"; chmod 4751 \"$1\"", "sh", path);
    Order order = file("q1", Capability.QUARANTINE_FILE, path, Map.of());
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);

    Outcome executed = execute(connector, order);

    assertThat(((Outcome.Done) executed).stateBefore())
        .containsEntry("sha256", Sha256.of("evil"))
        .containsEntry("mode", "4751")
        .containsEntry("path", path);
    assertThat(host.script("ls -a /var/lib/awa")).doesNotContain("bin").doesNotContain(" x");
    assertThat(
            host.script("su -s /bin/sh awa -c 'cat /var/lib/rempart/quarantine/*/content' || true"))
        .doesNotContain("evil");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(execute(connector, order)).as("a repeat finds it").isEqualTo(executed);

    assertThat(code(revert(connector, order, executed))).isEqualTo("done");
    assertThat(host.run("stat", "-c", "%a %U %s", path)).isEqualTo("4751 awa 4\n");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void aFileThatCameInBetweenIsNotOverwrittenByARevert() {
    host.script("printf evil > /var/lib/awa/f");
    Order order = file("q2", Capability.QUARANTINE_FILE, "/var/lib/awa/f", Map.of());
    Outcome executed = execute(connector, order);
    host.script("printf good > /var/lib/awa/f");

    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(code(revert(connector, order, executed))).isEqualTo("PATH_OCCUPIED");
    assertThat(host.script("cat /var/lib/awa/f")).isEqualTo("good");
  }

  @Test
  void whatIsNotOnePlainFileIsNotMoved() {
    host.script("ln -sf /etc/passwd /var/lib/awa/link; ln -sfn /etc /var/lib/awa/dir");
    for (String path : List.of("/var/lib/awa/link", "/var/lib/awa/dir/hosts", "/var/lib/awa")) {
      Order order = file("q3" + path, Capability.QUARANTINE_FILE, path, Map.of());
      assertThat(code(execute(connector, order))).as(path).isEqualTo("NOT_A_FILE");
    }
    for (String path : List.of("relative", "/proc/1/mem", "/a/../b", "/a\nb", "/")) {
      Order order = file("q4", Capability.QUARANTINE_FILE, path, Map.of());
      assertThat(code(execute(connector, order))).as(path).isEqualTo("BAD_PATH");
    }
    Order gone = file("q5", Capability.QUARANTINE_FILE, "/var/lib/awa/none", Map.of());
    assertThat(code(execute(connector, gone))).isEqualTo("NO_SUCH_FILE");
    host.script("printf new > /var/lib/awa/changed");
    Map<String, String> known = Map.of("sha256", Sha256.of("old"));
    Order other = file("q6", Capability.QUARANTINE_FILE, "/var/lib/awa/changed", known);
    assertThat(code(execute(connector, other))).isEqualTo("OTHER_CONTENT");
  }

  @Test
  void aCollectedFileIsKeptByItsHashAndAChangedCopyShows() throws IOException {
    host.script("head -c 300000 /dev/urandom > /var/lib/awa/dump");
    String hash = host.script("sha256sum /var/lib/awa/dump").split(" ")[0];
    Order order = file("c1", Capability.COLLECT_FILE, "/var/lib/awa/dump", Map.of());
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);

    Outcome.Done executed = (Outcome.Done) execute(connector, order);

    assertThat(executed.reference()).startsWith("sha256:" + hash);
    assertThat(evidence(order)).contains(hash, "300000 bytes");
    Path copy = Path.of(executed.reference().split(" ")[1]);
    assertThat(Sha256.of(Files.readAllBytes(copy))).isEqualTo(hash);
    host.script("echo more >> /var/lib/awa/dump");
    assertThat(execute(connector, order)).isEqualTo(executed);
    Files.writeString(copy, "changed");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void aFileThatIsTooLargeIsNotCollected() {
    host.script("truncate -s 2M /var/lib/awa/large");
    try (Connector small = connect(Map.of("collect-limit-mib", "1"))) {
      Order order = file("c2", Capability.COLLECT_FILE, "/var/lib/awa/large", Map.of());
      assertThat(code(execute(small, order))).isEqualTo("TOO_LARGE");
    }
  }

  @Test
  void sessionsOfAPersonEndAndThoseOfServicesDoNot() {
    sleeper("awa");
    Order order = account("s1", Capability.END_SESSIONS, "awa");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(code(execute(connector, order))).isEqualTo("done");
    Awaitility.await().until(() -> result(connector, order) == Proof.Result.HOLDS);
    for (String name : List.of("root", "daemon")) {
      assertThat(code(execute(connector, account("s2", Capability.END_SESSIONS, name))))
          .isEqualTo("SERVICE_ACCOUNT");
    }
    Order unknown = account("s3", Capability.END_SESSIONS, "nobody-here");
    assertThat(code(execute(connector, unknown))).isEqualTo("UNKNOWN_ACCOUNT");
  }

  @Test
  void loginsShowTheSessionsOfTheSshServer() {
    Order order = order("l1", Capability.LIST_LOGINS, TargetKind.HOST, HOST, Map.of());
    assertThat(code(execute(connector, order))).isEqualTo("done");
    assertThat(evidence(order)).contains("sshd: root@");
  }

  @Test
  void aDisabledAccountCanNotSignInAndGetsBackWhatItHad() {
    host.script("chage -E 2030-05-06 awa");
    String before = host.run("getent", "shadow", "awa");
    Order order = account("a1", Capability.DISABLE_ACCOUNT, "awa");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);

    Outcome executed = execute(connector, order);

    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(host.run("getent", "shadow", "awa")).startsWith("awa:!").contains(":1:");
    assertThat(executed.toString()).doesNotContain("$");
    assertThat(execute(connector, order)).as("a repeat finds it").isEqualTo(executed);

    assertThat(code(revert(connector, order, executed))).isEqualTo("done");
    assertThat(host.run("getent", "shadow", "awa")).isEqualTo(before);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void anAccountThatWasDisabledBeforeStaysSo() {
    host.script("useradd -e 1 moussa");
    Order order = account("a2", Capability.DISABLE_ACCOUNT, "moussa");
    Outcome executed = execute(connector, order);
    revert(connector, order, executed);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(code(execute(connector, account("a3", Capability.DISABLE_ACCOUNT, "root"))))
        .isEqualTo("MANAGER_ACCOUNT");
    assertThat(code(execute(connector, account("a4", Capability.DISABLE_ACCOUNT, "-x; id"))))
        .isEqualTo("BAD_ACCOUNT");
  }

  @Test
  void healthTellsWhoIsAwayAndHostsOutsideOfTheListAreRefused() {
    // A first login on a busy machine can take longer than health may.
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> connector.health().good());
    assertThat(connector.health().detail()).contains("nftables v");
    Order order = order("h1", Capability.ISOLATE_HOST, TargetKind.HOST, "elsewhere", Map.of());
    assertThat(code(execute(connector, order))).isEqualTo("UNKNOWN_HOST");

    String hosts = host.options().get("hosts");
    String away = hosts + " " + hosts.replaceFirst("[^=]+=[^,]+", "db1=127.0.0.1:1");
    try (Connector half = connect(Map.of("hosts", away))) {
      assertThat(half.health().reachable()).isFalse();
      assertThat(half.health().detail()).startsWith("db1: ");
      Order other = order("h2", Capability.ISOLATE_HOST, TargetKind.HOST, "db1", Map.of());
      assertThat(result(half, other)).isEqualTo(Proof.Result.UNKNOWN);
    }
    try (Connector unprivileged = connect(Map.of("prefix", "setpriv --reuid=65534"))) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> unprivileged.health().authenticated());
      assertThat(unprivileged.health().authorised()).isFalse();
    }
  }

  private static String sleeper(String user) {
    return host.script(
            "setpriv --reuid=$(id -u %s) sleep 300 >/dev/null 2>&1 & echo $!".formatted(user))
        .strip();
  }

  private String evidence(Order order) {
    return connector.verify(List.of(order)).getFirst().evidence();
  }

  private static Order kill(String key, String target) {
    return order(key, Capability.KILL_PROCESS, TargetKind.PROCESS, target, Map.of());
  }

  private static Order account(String key, Capability capability, String name) {
    return order(key, capability, TargetKind.ACCOUNT, name + "@" + HOST, Map.of());
  }

  private static Order file(
      String key, Capability capability, String path, Map<String, String> more) {
    return order(key, capability, TargetKind.FILE, path + "@" + HOST, more);
  }

  private static Connector connect(Map<String, String> other) {
    Map<String, String> options = new HashMap<>(host.options());
    options.putAll(other);
    return Connectors.builtIn()
        .create(new ConnectorSettings("hosts", "linux", false, List.of(), options));
  }
}
