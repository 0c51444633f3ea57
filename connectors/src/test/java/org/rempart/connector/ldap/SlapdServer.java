package org.rempart.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.rempart.connector.shell.CommandResult;
import org.rempart.connector.shell.LocalHost;

/** A real OpenLDAP server on the loopback, with the overlay ppolicy and a few people. */
final class SlapdServer implements AutoCloseable {

  static final String BASE = "dc=example,dc=test";

  private static final Path SLAPD = Path.of("/usr/sbin/slapd");

  private static final String CONFIGURATION =
      """
      include /etc/ldap/schema/core.schema
      include /etc/ldap/schema/cosine.schema
      include /etc/ldap/schema/inetorgperson.schema
      include /etc/ldap/schema/nis.schema
      modulepath /usr/lib/ldap
      moduleload back_mdb
      moduleload ppolicy
      TLSCACertificateFile %1$s/ca.pem
      TLSCertificateFile %1$s/server.pem
      TLSCertificateKeyFile %1$s/server.key
      database mdb
      suffix dc=example,dc=test
      rootdn cn=root,dc=example,dc=test
      rootpw rootpw
      directory %1$s/db
      access to attrs=userPassword by anonymous auth by * none
      access to * by dn.exact="cn=rempart,dc=example,dc=test" write by users read by * none
      overlay ppolicy
      ppolicy_default cn=default,dc=example,dc=test
      """;

  private static final String PEOPLE =
      """
      dn: dc=example,dc=test
      objectClass: domain
      dc: example

      dn: cn=default,dc=example,dc=test
      objectClass: device
      objectClass: pwdPolicy
      cn: default
      pwdAttribute: userPassword
      pwdLockout: TRUE

      dn: cn=soft,dc=example,dc=test
      objectClass: device
      objectClass: pwdPolicy
      cn: soft
      pwdAttribute: userPassword
      pwdLockout: FALSE

      dn: cn=rempart,dc=example,dc=test
      objectClass: person
      cn: rempart
      sn: rempart
      userPassword: s3cret

      dn: cn=reader,dc=example,dc=test
      objectClass: person
      cn: reader
      sn: reader
      userPassword: s3cret

      dn: uid=awa,dc=example,dc=test
      objectClass: inetOrgPerson
      uid: awa
      cn: Awa
      sn: Ndiaye
      userPassword: hers

      dn: uid=moussa,dc=example,dc=test
      objectClass: inetOrgPerson
      uid: moussa
      cn: Moussa
      sn: Fall
      userPassword: his
      pwdPolicySubentry: cn=soft,dc=example,dc=test

      dn: cn=staff,dc=example,dc=test
      objectClass: groupOfNames
      cn: staff
      member: uid=awa,dc=example,dc=test
      member: uid=moussa,dc=example,dc=test

      dn: cn=backup,dc=example,dc=test
      objectClass: posixGroup
      cn: backup
      gidNumber: 2000
      memberUid: awa
      """;

  private final TestAuthority authority;
  private final int tlsPort;
  private final int plainPort;
  private final Process process;

  private SlapdServer(TestAuthority authority, int tlsPort, int plainPort) throws IOException {
    this.authority = authority;
    this.tlsPort = tlsPort;
    this.plainPort = plainPort;
    String urls = "ldaps://127.0.0.1:%d ldap://127.0.0.1:%d".formatted(tlsPort, plainPort);
    this.process =
        new ProcessBuilder(SLAPD.toString(), "-d", "0", "-h", urls, "-f", configuration())
            .redirectErrorStream(true)
            .redirectOutput(authority.file("slapd.out").toFile())
            .start();
  }

  /** Starts one that keeps its files in the folder, or skips the test. */
  static SlapdServer start(Path folder) throws IOException {
    assumeTrue(Files.isExecutable(SLAPD), "skipped: needs the package slapd");
    TestAuthority authority = TestAuthority.create(folder, "127.0.0.1");
    Files.createDirectories(folder.resolve("db"));
    Files.writeString(folder.resolve("slapd.conf"), CONFIGURATION.formatted(folder));
    Files.writeString(folder.resolve("people.ldif"), PEOPLE);
    String conf = folder.resolve("slapd.conf").toString();
    String ldif = folder.resolve("people.ldif").toString();
    CommandResult loaded =
        new LocalHost(List.of())
            .run(List.of("/usr/sbin/slapadd", "-f", conf, "-l", ldif), Duration.ofSeconds(60));
    assertThat(loaded.ok()).as(loaded.error()).isTrue();
    SlapdServer server = new SlapdServer(authority, freePort(), freePort());
    Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(server::listens);
    return server;
  }

  /** Options of a connector by LDAPS. */
  Map<String, String> options() throws IOException {
    Path secret = Files.writeString(authority.file("secret"), "s3cret\n");
    return Map.of(
        "kind",
        "openldap",
        "host",
        "127.0.0.1",
        "port",
        String.valueOf(tlsPort),
        "user",
        "cn=rempart," + BASE,
        "password",
        "file:" + secret,
        "base-dn",
        BASE,
        "policy-dn",
        "cn=default," + BASE,
        "ca-file",
        authority.file("ca.pem").toString(),
        "timeout",
        "PT20S");
  }

  int plainPort() {
    return plainPort;
  }

  Path file(String name) {
    return authority.file(name);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private String configuration() {
    return authority.file("slapd.conf").toString();
  }

  private boolean listens() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), plainPort)) {
      return socket.isConnected();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
