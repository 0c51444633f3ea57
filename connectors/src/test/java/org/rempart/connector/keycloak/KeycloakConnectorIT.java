package org.rempart.connector.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Orders;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.TargetKind;
import org.rempart.connector.proven.Proves;

/** Against the real Keycloak; what an account can still do is tried by signing in. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Proves(type = "keycloak", product = "Keycloak", real = "folder:keycloak-")
class KeycloakConnectorIT {

  @TempDir static Path folder;

  private static KeycloakServer server;

  private Connector connector;

  @BeforeAll
  static void start() throws Exception {
    server = KeycloakServer.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void connect() throws Exception {
    connector = connect(Map.of());
  }

  @AfterEach
  void close() {
    connector.close();
  }

  @Test
  @Order(1)
  void aDisabledAccountCanNotSignInUntilItIsEnabledAgain() {
    assertThat(server.signsIn("a.diop", "before")).isTrue();
    var order = account(Capability.DISABLE_ACCOUNT, "k1", "a.diop");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);

    Outcome done = execute(connector, order);

    assertThat(((Outcome.Done) done).stateBefore()).isEmpty();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(server.signsIn("a.diop", "before")).isFalse();

    revert(connector, order, done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(server.signsIn("a.diop", "before")).isTrue();
  }

  @Test
  @Order(2)
  void anAccountThatWasDisabledBeforeStaysSo() {
    var order = account(Capability.DISABLE_ACCOUNT, "k2", "no-password");
    Outcome done = execute(connector, order);
    assertThat(((Outcome.Done) done).stateBefore()).containsEntry("present", "true");
    revert(connector, order, done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  @Order(3)
  void sessionsEnd() {
    server.signsIn("a.diop", "before");
    var order = account(Capability.REVOKE_SESSIONS, "k3", "a.diop");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, order);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  @Order(4)
  void aSecondFactorIsRequiredBesideWhatWasRequiredBefore() {
    var order = account(Capability.REQUIRE_MFA, "k4", "no-password");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, order);
    execute(connector, order);
    Proof proof = connector.verify(List.of(order)).getFirst();
    assertThat(proof.result()).isEqualTo(Proof.Result.HOLDS);
    assertThat(proof.evidence()).endsWith("must do: CONFIGURE_TOTP");
  }

  @Test
  @Order(5)
  void aPasswordIsResetOnceForEachAction() {
    assertThat(server.signsIn("a.diop", "before")).isTrue();
    var order = account(Capability.RESET_PASSWORD, "k5", "a.diop");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);

    execute(connector, order);

    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(server.signsIn("a.diop", "before")).isFalse();
    assertThat(result(connector, account(Capability.RESET_PASSWORD, "k6", "a.diop")))
        .isEqualTo(Proof.Result.ABSENT);
    var none = account(Capability.RESET_PASSWORD, "k7", "no-password");
    assertThat(code(execute(connector, none))).isEqualTo("NO_PASSWORD");
  }

  @Test
  @Order(6)
  void anUnknownAccountIsRefusedAndANameThatOnlyBeginsAlikeIsAnother() {
    for (String name : List.of("a.dio", "nobody", "../a.diop", "a.diop&exact=false")) {
      var order = account(Capability.DISABLE_ACCOUNT, "k8", name);
      assertThat(code(execute(connector, order))).as(name).isEqualTo("UNKNOWN_ACCOUNT");
    }
  }

  @Test
  @Order(7)
  void healthTellsCredentialsAndRightsApart() throws Exception {
    assertThat(connector.health().detail()).contains("manage users of hospital");
    assertThat(connector.health().good()).isTrue();
    Path wrong = Files.writeString(folder.resolve("wrong"), "wrong");
    try (Connector other = connect(Map.of("client-secret", "file:" + wrong))) {
      assertThat(other.health().authenticated()).isFalse();
    }
    try (Connector other = connect(Map.of("client-id", "looker"))) {
      assertThat(other.health().authenticated()).isTrue();
      assertThat(other.health().authorised()).isFalse();
    }
  }

  private static Connector connect(Map<String, String> otherwise) throws Exception {
    Map<String, String> options = new HashMap<>(server.options());
    options.putAll(otherwise);
    return Connectors.builtIn()
        .create(new ConnectorSettings("iam", "keycloak", false, List.of(), options));
  }

  private static org.rempart.connector.Order account(
      Capability capability, String key, String name) {
    return Orders.order(key, capability, TargetKind.ACCOUNT, name, Map.of());
  }
}
