package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;
import static org.rempart.connector.Orders.result;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Health;
import org.rempart.connector.Order;
import org.rempart.connector.PracticeRoom;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.TargetKind;

/** A page before a product that wants somebody to sign in is neither good health nor an answer. */
class PortalTest {

  private static final String USERS = "GET /admin/realms/hospital/users";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abuseipdb",
        "defender",
        "falcon",
        "glpi",
        "harfanglab",
        "jira",
        "keycloak",
        "misp",
        "opnsense",
        "sentinelone",
        "servicenow",
        "slack",
        "virustotal"
      })
  void isNoGoodHealth(String type) throws Exception {
    try (PracticeRoom room = new PracticeRoom(folder);
        Portal portal = new Portal();
        Connector connector = connector(room, type, portal)) {
      Health health = connector.health();
      assertThat(health.authorised()).isFalse();
      assertThat(health.reachable()).isTrue();
      assertThat(health.authenticated()).isTrue();
      assertThat(health.detail()).contains(" does not ");
    }
  }

  @Test
  void ofKeycloakSaysNothingAboutAccountsAndTheirSessions() throws Exception {
    try (PracticeRoom room = new PracticeRoom(folder);
        Portal portal = new Portal();
        Connector keycloak = connector(room, "keycloak", portal)) {
      for (Capability what :
          List.of(
              Capability.DISABLE_ACCOUNT, Capability.REVOKE_SESSIONS, Capability.RESET_PASSWORD)) {
        isUnknown(keycloak, order("k1", what, TargetKind.ACCOUNT, "a.diop", Map.of()));
      }
      // The account is known, its sessions are not: they would be ended again and again.
      portal.answer(USERS, "[{\"id\":\"u1\",\"username\":\"a.diop\",\"enabled\":true}]");
      Order sessions =
          order("k2", Capability.REVOKE_SESSIONS, TargetKind.ACCOUNT, "a.diop", Map.of());
      isUnknown(keycloak, sessions);
      portal.answer(USERS + "/u1/sessions", "[]");
      assertThat(result(keycloak, sessions)).isEqualTo(Proof.Result.HOLDS);
      assertThat(portal.writes()).isEmpty();
    }
  }

  /** AbuseIPDB's answers are used again for a day, and what its health asks for an hour. */
  @Test
  void isNotWhatIsUsedAgainOnceTheProductAnswers() throws Exception {
    try (PracticeRoom room = new PracticeRoom(folder);
        Portal portal = new Portal();
        Connector abuseipdb = connector(room, "abuseipdb", portal)) {
      Order lookup = order("k1", Capability.LOOK_UP, TargetKind.ADDRESS, "203.0.113.66", Map.of());
      assertThat(result(abuseipdb, lookup)).isEqualTo(Proof.Result.UNKNOWN);
      assertThat(abuseipdb.health().good()).isFalse();
      portal.answer("GET /api/v2/check", "{\"data\":{\"abuseConfidenceScore\":97}}");
      assertThat(result(abuseipdb, lookup)).isEqualTo(Proof.Result.HOLDS);
      assertThat(abuseipdb.health().good()).isTrue();
    }
  }

  private static void isUnknown(Connector connector, Order order) {
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
    assertThatThrownBy(() -> execute(connector, order))
        .isInstanceOf(ProductUnavailableException.class);
  }

  private static Connector connector(PracticeRoom room, String type, Portal portal)
      throws Exception {
    if (type.equals("keycloak")) {
      // The practice estate has none.
      Map<String, String> options =
          Map.of(
              "url",
              portal.url(),
              "realm",
              "hospital",
              "client-id",
              "rempart",
              "client-secret",
              room.secret("any"));
      return Connectors.builtIn()
          .create(new ConnectorSettings(type, type, true, List.of(), options));
    }
    Map<String, String> options = new HashMap<>(Map.of("url", portal.url()));
    if (type.equals("defender")) {
      options.put("login-url", portal.url());
    }
    return room.connector(type, options);
  }
}
