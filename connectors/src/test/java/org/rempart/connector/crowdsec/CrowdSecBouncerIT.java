package org.rempart.connector.crowdsec;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.rempart.connector.Orders.block;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.revert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.nftables.NamespaceNetwork;
import org.rempart.connector.proven.Proves;

/** With traffic: the real CrowdSec and its real firewall bouncer on a victim of its own network. */
@Proves(
    type = "crowdsec",
    product = "CrowdSec with its firewall bouncer",
    real = "dpkg:crowdsec-firewall-bouncer")
class CrowdSecBouncerIT {

  private static final Path BOUNCER = Path.of("/usr/bin/crowdsec-firewall-bouncer");

  /** The bouncer asks every second. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  private NamespaceNetwork network;
  private CrowdSecServer server;
  private Process bouncer;
  private Connector connector;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Files.isExecutable(BOUNCER), "skipped: needs package crowdsec-firewall-bouncer");
    network = NamespaceNetwork.create();
    server = CrowdSecServer.start(folder, network.cableToVictim(), network.onVictim());
    bouncer = bouncer();
    Map<String, String> options = new HashMap<>(server.options());
    options.put("unsafe-plain-http", "true");
    connector =
        Connectors.builtIn()
            .create(new ConnectorSettings("cs", "crowdsec", false, List.of(), options));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable part : new AutoCloseable[] {connector, server, network}) {
      if (part != null) {
        part.close();
      }
    }
    if (bouncer != null) {
      bouncer.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({
    NamespaceNetwork.ATTACKER + ", " + NamespaceNetwork.VICTIM,
    NamespaceNetwork.ATTACKER6 + ", " + NamespaceNetwork.VICTIM6
  })
  void aBlockedAddressGetsThroughNoMoreAndGetsThroughAgainAfterTheRevert(
      String attacker, String victim) throws Exception {
    Awaitility.await("free").atMost(PATIENCE).until(() -> network.reaches(victim));
    Order order = block("k1", attacker);

    Outcome done = execute(connector, order);
    Awaitility.await("blocked").atMost(PATIENCE).until(() -> !network.reaches(victim));

    revert(connector, order, done);
    Awaitility.await("free again").atMost(PATIENCE).until(() -> network.reaches(victim));
  }

  @Test
  void whatSomebodyElseDecidedStaysInForceAfterTheRevert() throws Exception {
    server.cscli("decisions add --ip " + NamespaceNetwork.ATTACKER + " --duration 1h");
    Awaitility.await("theirs")
        .atMost(PATIENCE)
        .until(() -> !network.reaches(NamespaceNetwork.VICTIM));
    Order order = block("k2", NamespaceNetwork.ATTACKER);
    Outcome done = execute(connector, order);

    revert(connector, order, done);

    Awaitility.await("stays")
        .during(Duration.ofSeconds(4))
        .atMost(PATIENCE)
        .until(() -> !network.reaches(NamespaceNetwork.VICTIM));
  }

  private Process bouncer() throws IOException {
    Path configuration = folder.resolve("bouncer.yaml");
    Files.writeString(
        configuration,
        """
        mode: nftables
        update_frequency: 1s
        daemonize: false
        log_mode: stdout
        log_level: info
        api_url: %s/
        api_key: bouncer-secret
        deny_action: DROP
        nftables:
          ipv4: {enabled: true, set-only: false, table: crowdsec, chain: crowdsec-chain}
          ipv6: {enabled: true, set-only: false, table: crowdsec6, chain: crowdsec6-chain}
        prometheus: {enabled: false}
        """
            .formatted(server.url()));
    List<String> command = new ArrayList<>(network.onVictim());
    command.addAll(List.of(BOUNCER.toString(), "-c", configuration.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("bouncer.out").toFile())
        .start();
  }
}
