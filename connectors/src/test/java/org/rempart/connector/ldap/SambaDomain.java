package org.rempart.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.rempart.connector.http.Tls;
import org.rempart.connector.shell.CommandResult;
import org.rempart.connector.shell.LocalHost;

/**
 * A real Samba Active Directory domain controller, which can't choose its ports: in a network
 * namespace of its own that a virtual cable joins to this machine.
 */
final class SambaDomain implements AutoCloseable {

  static final String BASE = "DC=ad,DC=example,DC=test";
  static final String PASSWORD = "Passw0rd-of-a-test";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final String tag = Long.toHexString(System.nanoTime() & 0xffffff);
  private final int net = ThreadLocalRandom.current().nextInt(1, 250);
  private final List<Process> processes = new ArrayList<>();
  private TestAuthority authority;

  private SambaDomain() {}

  /** Provisions and starts one that keeps its files in the folder, or skips the test. */
  static SambaDomain start(Path folder) throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "skipped: namespaces need root");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/sbin/samba"))
            && Files.isExecutable(Path.of("/usr/bin/samba-tool"))
            && Files.isDirectory(Path.of("/usr/share/samba/setup")),
        "skipped: needs the packages samba, samba-ad-provision, samba-dsdb-modules and"
            + " samba-vfs-modules");
    SambaDomain domain = new SambaDomain();
    try {
      domain.build(folder);
      return domain;
    } catch (AssertionError | RuntimeException | IOException e) {
      domain.close();
      throw e;
    }
  }

  String address() {
    return "10.86." + net + ".2";
  }

  /** Options of a connector by LDAPS that signs in as a member of Account Operators. */
  Map<String, String> options() throws IOException {
    Path secret = Files.writeString(authority.file("secret"), PASSWORD);
    return Map.of(
        "kind",
        "active-directory",
        "host",
        address(),
        "user",
        "rempart@ad.example.test",
        "password",
        "file:" + secret,
        "base-dn",
        BASE,
        "ca-file",
        authority.file("ca.pem").toString(),
        "timeout",
        "PT30S");
  }

  /** A connection as somebody of the domain. */
  LDAPConnection as(String name) throws LDAPException {
    var sockets = Tls.context(authority.file("ca.pem"), null).getSocketFactory();
    String user = name + "@ad.example.test";
    return new LDAPConnection(sockets, address(), 636, user, PASSWORD);
  }

  @Override
  public void close() {
    processes.forEach(p -> p.descendants().forEach(ProcessHandle::destroyForcibly));
    processes.forEach(Process::destroyForcibly);
    new LocalHost(List.of()).run(List.of("ip", "netns", "del", "sd" + tag), LIMIT);
  }

  private void build(Path folder) throws IOException {
    authority = TestAuthority.create(folder, address());
    run("ip netns add sd" + tag);
    run("ip link add rs%1$s type veth peer name eth1 netns sd%1$s".formatted(tag));
    run("ip addr add 10.86.%d.1/24 dev rs%s".formatted(net, tag));
    run("ip link set rs" + tag + " up");
    run("ip -n sd" + tag + " link set lo up");
    run("ip -n sd%s addr add %s/24 dev eth1".formatted(tag, address()));
    run("ip -n sd" + tag + " link set eth1 up");
    run(
        "samba-tool domain provision --realm=AD.EXAMPLE.TEST --domain=EXAMPLE --server-role=dc"
            + " --dns-backend=NONE --host-name=dc1 --adminpass=%s --host-ip=%s --targetdir=%s"
                .formatted(PASSWORD, address(), folder.resolve("dc")));
    processes.add(
        new ProcessBuilder(command(folder).split(" "))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("samba.out").toFile())
            .start());
    Awaitility.await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(this::people);
  }

  private String command(Path folder) {
    return "ip netns exec sd%1$s samba -F -M single -s %2$s/dc/etc/smb.conf".formatted(tag, folder)
        + " --option=serverservices=ldap --option=pidDirectory=%1$s --option=logfile=%1$s/log"
            .formatted(folder)
        + " --option=tlskeyfile=%1$s/server.key --option=tlscertfile=%1$s/server.pem"
            .formatted(folder)
        + " --option=tlscafile=%s/ca.pem".formatted(folder);
  }

  private boolean people() throws LDAPException, LDIFException {
    try (LDAPConnection administrator = as("Administrator")) {
      for (String name : List.of("rempart", "awa")) {
        administrator.add("CN=%s,CN=Users,%s".formatted(name, BASE), person(name));
      }
      String operators = "CN=Account Operators,CN=Builtin," + BASE;
      administrator.modify(
          "dn: " + operators,
          "changetype: modify",
          "add: member",
          "member: CN=rempart,CN=Users," + BASE);
      for (String name : List.of("staff", "doctors")) {
        administrator.add(
            "dn: CN=%s,CN=Users,%s".formatted(name, BASE),
            "objectClass: group",
            "sAMAccountName: " + name,
            "member: " + (name.equals("staff") ? "CN=awa" : "CN=staff") + ",CN=Users," + BASE);
      }
      return true;
    }
  }

  private static Attribute[] person(String name) {
    return new Attribute[] {
      new Attribute("objectClass", "user"),
      new Attribute("sAMAccountName", name),
      new Attribute("userPrincipalName", name + "@ad.example.test"),
      new Attribute("userAccountControl", "512"),
      new Attribute("unicodePwd", ("\"" + PASSWORD + "\"").getBytes(StandardCharsets.UTF_16LE))
    };
  }

  private static void run(String words) {
    CommandResult result = new LocalHost(List.of()).run(List.of(words.split(" ")), LIMIT);
    assertThat(result.ok()).as("%s: %s", words, result.error()).isTrue();
  }
}
