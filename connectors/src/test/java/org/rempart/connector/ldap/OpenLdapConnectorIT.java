package org.rempart.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.TargetKind;
import org.rempart.connector.proven.Proves;

/** Against a real OpenLDAP server. */
@Proves(type = "ldap", product = "OpenLDAP", real = "dpkg:slapd")
class OpenLdapConnectorIT {

  private static final String AWA = "uid=awa," + SlapdServer.BASE;
  private static final String LOCKED = "pwdAccountLockedTime";

  @TempDir static Path folder;

  private static SlapdServer server;

  @BeforeAll
  static void start() throws IOException {
    server = SlapdServer.start(folder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aDisabledAccountCanNotSignInUntilItIsEnabledAgain() throws Exception {
    Order order = disable("a1", "awa");
    try (Connector connector = connect(Map.of())) {
      assertThat(signsIn(AWA, "hers")).isTrue();
      assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);

      Outcome executed = execute(connector, order);

      assertThat(code(executed)).isEqualTo("done");
      assertThat(signsIn(AWA, "hers")).isFalse();
      assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);

      assertThat(code(revert(connector, order, executed))).isEqualTo("done");
      assertThat(signsIn(AWA, "hers")).isTrue();
      assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    }
  }

  @Test
  void whatWasLockedBeforeStaysAndALockOfTheServersOwnComesBack() throws Exception {
    Order order = disable("a2", "awa");
    try (Connector connector = connect(Map.of());
        LDAPConnection root = root()) {
      root.modify(AWA, new Modification(ModificationType.REPLACE, LOCKED, "000001010000Z"));
      revert(connector, order, execute(connector, order));
      assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);

      root.modify(AWA, new Modification(ModificationType.REPLACE, LOCKED, "20260101000000Z"));
      assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
      revert(connector, order, execute(connector, order));
      assertThat(root.getEntry(AWA, LOCKED).getAttributeValue(LOCKED)).isEqualTo("20260101000000Z");
      root.modify(AWA, new Modification(ModificationType.REPLACE, LOCKED));
    }
  }

  @Test
  void aLockWithoutEffectIsNotCalledOne() throws Exception {
    try (Connector connector = connect(Map.of())) {
      assertThat(code(execute(connector, disable("a3", "moussa")))).isEqualTo("NO_EFFECT");
      assertThat(result(connector, disable("a3", "moussa"))).isEqualTo(Proof.Result.UNKNOWN);
    }
  }

  @Test
  void theProbeTriesToSignIn() throws Exception {
    Path hers = Files.writeString(folder.resolve("hers"), "hers");
    Map<String, String> probe = Map.of("probe-account", "awa", "probe-password", "file:" + hers);
    Order order = disable("a4", "awa");
    try (Connector connector = connect(probe);
        LDAPConnection root = root()) {
      Outcome executed = execute(connector, order);
      Proof proof = connector.verify(List.of(order)).getFirst();
      assertThat(proof.result()).isEqualTo(Proof.Result.HOLDS);
      assertThat(proof.evidence()).contains("signing in is refused");
      revert(connector, order, executed);
    }
  }

  @Test
  void anAccountLeavesAGroupAndComesBack() throws Exception {
    for (String group : List.of("staff", "backup")) {
      Order order = leave("g1" + group, "awa:" + group);
      try (Connector connector = connect(Map.of())) {
        assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
        Outcome executed = execute(connector, order);
        assertThat(code(executed)).isEqualTo("done");
        assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
        Outcome again = execute(connector, order);
        revert(connector, order, again);
        assertThat(result(connector, order)).as("was no member").isEqualTo(Proof.Result.HOLDS);
        revert(connector, order, executed);
        assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
      }
    }
  }

  @Test
  void namesAreNamesAndNeverFilters() throws Exception {
    try (Connector connector = connect(Map.of())) {
      for (String name : List.of("*", "aw*", "x)(uid=awa", "awa)(|(uid=*", "nobody")) {
        assertThat(code(execute(connector, disable("a5", name)))).isEqualTo("UNKNOWN_ACCOUNT");
      }
      assertThat(code(execute(connector, leave("g2", "awa:sta*")))).isEqualTo("UNKNOWN_GROUP");
      assertThat(code(execute(connector, leave("g3", "awa")))).isEqualTo("BAD_TARGET");
    }
    try (Connector connector = connect(Map.of("account-attribute", "cn"))) {
      assertThat(code(execute(connector, disable("a6", "rempart")))).isEqualTo("MANAGER_ACCOUNT");
    }
  }

  @Test
  void startTlsChecksTheCertificateToo() throws Exception {
    String port = String.valueOf(server.plainPort());
    Map<String, String> start = Map.of("security", "starttls", "port", port);
    try (Connector connector = connect(start)) {
      assertThat(connector.health().good()).as(connector.health().detail()).isTrue();
    }
    Map<String, String> stranger = new HashMap<>(start);
    stranger.put("host", "localhost");
    try (Connector connector = connect(stranger)) {
      assertThat(connector.health().reachable()).as("another name").isFalse();
    }
    try (Connector connector = connect(Map.of("host", "localhost"))) {
      assertThat(connector.health().reachable()).as("another name").isFalse();
    }
    Map<String, String> untrusted = new HashMap<>(server.options());
    untrusted.remove("ca-file");
    try (Connector connector = create(untrusted)) {
      assertThat(connector.health().reachable()).as("unknown authority").isFalse();
    }
  }

  @Test
  void healthTellsBadCredentialsAndAChangeWithoutRightsIsRefused() throws Exception {
    try (Connector connector = connect(Map.of("user", "cn=reader," + SlapdServer.BASE))) {
      assertThat(connector.health().good()).isTrue();
      assertThat(code(execute(connector, disable("a7", "awa")))).isEqualTo("NOT_PERMITTED");
    }
    try (Connector connector = connect(Map.of("user", "cn=nobody," + SlapdServer.BASE))) {
      assertThat(connector.health().reachable()).isTrue();
      assertThat(connector.health().authenticated()).isFalse();
    }
    try (Connector connector = connect(Map.of("port", "1"))) {
      assertThat(connector.health().reachable()).isFalse();
      assertThat(result(connector, disable("a8", "awa"))).isEqualTo(Proof.Result.UNKNOWN);
    }
  }

  private static boolean signsIn(String dn, String password) throws LDAPException {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", server.plainPort())) {
      connection.bind(dn, password);
      return true;
    } catch (LDAPException e) {
      return false;
    }
  }

  private static LDAPConnection root() throws LDAPException {
    return new LDAPConnection(
        "127.0.0.1", server.plainPort(), "cn=root," + SlapdServer.BASE, "rootpw");
  }

  private static Order disable(String key, String name) {
    return order(key, Capability.DISABLE_ACCOUNT, TargetKind.ACCOUNT, name, Map.of());
  }

  private static Order leave(String key, String membership) {
    return order(key, Capability.REMOVE_FROM_GROUP, TargetKind.MEMBERSHIP, membership, Map.of());
  }

  private static Connector connect(Map<String, String> other) throws IOException {
    Map<String, String> options = new HashMap<>(server.options());
    options.putAll(other);
    return create(options);
  }

  private static Connector create(Map<String, String> options) {
    return Connectors.builtIn()
        .create(new ConnectorSettings("ldap", "ldap", false, List.of(), options));
  }
}
