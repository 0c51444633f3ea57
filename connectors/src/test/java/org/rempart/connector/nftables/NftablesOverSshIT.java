package org.rempart.connector.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Health;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Reversal;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.connector.shell.SshServer;

/** The same firewall through a real OpenSSH server. */
class NftablesOverSshIT {

  @TempDir static Path folder;

  private static NamespaceNetwork network;
  private static SshServer server;

  @BeforeAll
  static void start() throws IOException {
    network = NamespaceNetwork.create();
    server = SshServer.start(folder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    if (network != null) {
      network.close();
    }
  }

  @Test
  void aBlockOverSshStopsTrafficAndItsRevertLetsItFlowAgain() throws IOException {
    Order order = block("ssh1", NamespaceNetwork.ATTACKER);
    try (Connector connector = connect(Map.of())) {
      assertThat(connector.execute(List.of(order)).getFirst()).isInstanceOf(Outcome.Done.class);
      assertThat(network.reaches(NamespaceNetwork.VICTIM)).isFalse();
      assertThat(connector.verify(List.of(order)).getFirst().result())
          .isEqualTo(Proof.Result.HOLDS);

      connector.revert(List.of(new Reversal(order, Map.of())));
      assertThat(network.reaches(NamespaceNetwork.VICTIM)).isTrue();
    }
  }

  @Test
  void aCutConnectionIsMadeAnew() throws IOException {
    Order order = block("ssh2", "192.0.2.2");
    try (Connector connector = connect(Map.of())) {
      connector.execute(List.of(block("ssh3", "192.0.2.3")));
      server.cutConnections();

      Awaitility.await()
          .ignoreExceptions()
          .until(() -> connector.execute(List.of(order)).getFirst() instanceof Outcome.Done);
      assertThat(connector.verify(List.of(order)).getFirst().result())
          .isEqualTo(Proof.Result.HOLDS);
    }
  }

  @Test
  void aHostWithAnotherKeyIsNotTalkedTo() throws IOException {
    try (Connector connector = connect(Map.of("ssh-host-key", server.fingerprint("stranger")))) {
      Health health = connector.health();
      assertThat(health.authenticated()).isFalse();
      assertThat(health.detail()).contains("the host's key is not the one in ssh-host-key");
    }
  }

  @Test
  void aRefusedLoginIsToldApartFromAHostThatIsAway() throws IOException {
    try (Connector connector = connect(Map.of("ssh-key", server.key("stranger")))) {
      assertThat(connector.health().reachable()).isTrue();
      assertThat(connector.health().authenticated()).isFalse();
    }
    try (Connector connector = connect(Map.of("ssh-port", "1"))) {
      assertThat(connector.health().reachable()).isFalse();
    }
  }

  @Test
  void healthIsGoodAndNamesTheVersion() throws IOException {
    try (Connector connector = connect(Map.of())) {
      assertThat(connector.health().detail()).contains("nftables v");
      assertThat(connector.health().good()).isTrue();
    }
  }

  private static Connector connect(Map<String, String> other) throws IOException {
    Map<String, String> options = new HashMap<>(server.options());
    options.put("prefix", network.prefix());
    options.putAll(other);
    return Connectors.builtIn()
        .create(new ConnectorSettings("fw", "nftables", false, List.of(), options));
  }

  private static Order block(String key, String address) {
    Target target = new Target(TargetKind.ADDRESS, address);
    return new Order(key, Capability.BLOCK_ADDRESS, target, null, Map.of());
  }
}
