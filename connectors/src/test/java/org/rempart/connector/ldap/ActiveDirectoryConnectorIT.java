package org.rempart.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
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

/** Against a real Samba Active Directory domain controller. */
@Proves(type = "ldap", product = "Active Directory (Samba)", real = "dpkg:samba")
class ActiveDirectoryConnectorIT {

  @TempDir static Path folder;

  private static SambaDomain domain;

  @BeforeAll
  static void start() throws IOException {
    domain = SambaDomain.start(folder);
  }

  @AfterAll
  static void stop() {
    if (domain != null) {
      domain.close();
    }
  }

  @Test
  void aDisabledAccountCanNotSignInUntilItIsEnabledAgain() throws Exception {
    Map<String, String> probe =
        Map.of("probe-account", "awa", "probe-password", domain.options().get("password"));
    Order order = order("a1", Capability.DISABLE_ACCOUNT, TargetKind.ACCOUNT, "awa", Map.of());
    try (Connector connector = connect(probe)) {
      assertThat(signsIn("awa")).isTrue();
      assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);

      Outcome executed = execute(connector, order);

      assertThat(((Outcome.Done) executed).stateBefore())
          .containsEntry("userAccountControl", "512")
          .containsEntry("disabled", "false");
      assertThat(signsIn("awa")).isFalse();
      assertThat(connector.verify(List.of(order)).getFirst().evidence())
          .contains("514", "signing in is refused");
      assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);

      Outcome again = execute(connector, order);
      revert(connector, order, again);
      assertThat(result(connector, order)).as("was disabled").isEqualTo(Proof.Result.HOLDS);
      revert(connector, order, executed);
      assertThat(signsIn("awa")).isTrue();
    }
  }

  @Test
  void anAccountLeavesAGroupAndOtherWaysIntoItAreSeen() throws Exception {
    Order staff = leave("awa:staff");
    Order doctors = leave("awa:doctors");
    try (Connector connector = connect(Map.of())) {
      execute(connector, doctors);
      Proof proof = connector.verify(List.of(doctors)).getFirst();
      assertThat(proof.result()).isEqualTo(Proof.Result.ABSENT);
      assertThat(proof.evidence()).contains("through another group");

      Outcome executed = execute(connector, staff);

      assertThat(result(connector, staff)).isEqualTo(Proof.Result.HOLDS);
      assertThat(result(connector, doctors)).isEqualTo(Proof.Result.HOLDS);
      revert(connector, staff, executed);
      assertThat(result(connector, staff)).isEqualTo(Proof.Result.ABSENT);
      assertThat(code(execute(connector, leave("awa:Domain Users")))).isEqualTo("PRIMARY_GROUP");
    }
  }

  @Test
  void healthTellsAMissingRightAndRempartDoesNotLockItselfOut() throws Exception {
    try (Connector connector = connect(Map.of())) {
      assertThat(connector.health().good()).as(connector.health().detail()).isTrue();
      Order self = order("a2", Capability.DISABLE_ACCOUNT, TargetKind.ACCOUNT, "rempart", Map.of());
      assertThat(code(execute(connector, self))).isEqualTo("MANAGER_ACCOUNT");
    }
    try (Connector connector = connect(Map.of("user", "awa@ad.example.test"))) {
      assertThat(connector.health().authenticated()).isTrue();
      assertThat(connector.health().authorised()).isFalse();
      assertThat(code(execute(connector, leave("awa:staff")))).isEqualTo("NOT_PERMITTED");
    }
  }

  private static boolean signsIn(String name) {
    try (LDAPConnection connection = domain.as(name)) {
      return connection.isConnected();
    } catch (LDAPException e) {
      return false;
    }
  }

  private static Order leave(String membership) {
    return order(
        "g" + membership,
        Capability.REMOVE_FROM_GROUP,
        TargetKind.MEMBERSHIP,
        membership,
        Map.of());
  }

  private static Connector connect(Map<String, String> other) throws IOException {
    Map<String, String> options = new HashMap<>(domain.options());
    options.putAll(other);
    return Connectors.builtIn()
        .create(new ConnectorSettings("ad", "ldap", false, List.of(), options));
  }
}
