package org.rempart.connector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Health;
import org.rempart.connector.Offer;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Proof.Result;
import org.rempart.connector.Reversal;
import org.rempart.connector.SettingsException;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;

class ProbedConnectorTest {

  private final List<String> asked = new ArrayList<>();
  private Probe.Answer answer = Probe.Answer.SILENT;
  private Result says = Result.HOLDS;

  @Test
  void silenceIsWrittenBesideTheProductsWord() {
    Proof proof = verify(Capability.ISOLATE_HOST, 1).getFirst();
    assertThat(proof.result()).isEqualTo(Result.HOLDS);
    assertThat(proof.evidence())
        .isEqualTo("it says so; no answer from t0 to there on port 22, 445");
  }

  @Test
  void anAnswerContradictsTheProduct() {
    answer = Probe.Answer.SPOKE;
    Proof proof = verify(Capability.ISOLATE_HOST, 1).getFirst();
    assertThat(proof.result()).isEqualTo(Result.UNKNOWN);
    assertThat(proof.evidence()).contains("it says so; yet t0 answers", "port 22");
  }

  @Test
  void whatCouldNotBeTriedLeavesTheWordAsItIs() {
    answer = Probe.Answer.UNTRIED;
    Proof proof = verify(Capability.ISOLATE_HOST, 1).getFirst();
    assertThat(proof.result()).isEqualTo(Result.HOLDS);
    assertThat(proof.evidence()).contains("could not be tried");
  }

  @Test
  void onlyWhatShouldHoldIsTriedAndNotEveryTargetOfABurst() {
    says = Result.ABSENT;
    verify(Capability.ISOLATE_HOST, 3);
    assertThat(asked).isEmpty();
    says = Result.HOLDS;
    assertThat(verify(Capability.ISOLATE_HOST, 100)).hasSize(100);
    assertThat(asked).hasSize(2 * 16);
    asked.clear();
    verify(Capability.BLOCK_ADDRESS, 1);
    assertThat(asked).isEmpty();
  }

  @Test
  void aClosedPortOfAReachableHostSpeaks() throws IOException {
    TcpProbe probe = new TcpProbe(Duration.ofSeconds(2));
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
      assertThat(probe.ask("127.0.0.1", port)).isEqualTo(Probe.Answer.SPOKE);
    }
    assertThat(probe.ask("127.0.0.1", port)).isEqualTo(Probe.Answer.SPOKE);
    assertThat(probe.ask("no-such-host.invalid", port)).isEqualTo(Probe.Answer.UNTRIED);
  }

  @Test
  void everyTypeTakesTheOptionsAndTellsWhatIsWrongWithThem() {
    try (Connector made = Connectors.builtIn().create(settings("22 3389"))) {
      assertThat(made).isInstanceOf(ProbedConnector.class);
    }
    assertThatThrownBy(() -> Connectors.builtIn().create(settings("ssh")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("network-probe-ports must be ports from 1 to 65535");
  }

  @Test
  void itsFaultsAreToldBesideThoseOfTheProduct() {
    ConnectorSettings both =
        new ConnectorSettings(
            "fw",
            "nftables",
            false,
            List.of(),
            Map.of("network-probe-ports", "0", "timeout", "soon"));
    assertThatThrownBy(() -> Connectors.builtIn().create(both))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("network-probe-ports must be ports from 1 to 65535")
        .hasMessageContaining("timeout must be a duration");
  }

  private static ConnectorSettings settings(String ports) {
    return new ConnectorSettings(
        "fw", "nftables", false, List.of(), Map.of("network-probe-ports", ports));
  }

  private List<Proof> verify(Capability capability, int targets) {
    List<Order> batch =
        IntStream.range(0, targets)
            .mapToObj(
                i ->
                    new Order(
                        "k" + i, capability, new Target(TargetKind.HOST, "t" + i), null, Map.of()))
            .toList();
    try (var connector =
        new ProbedConnector(
            new Says(),
            Map.of(Capability.ISOLATE_HOST, new Recording()),
            List.of(22, 445),
            () -> {})) {
      return connector.verify(batch);
    }
  }

  private final class Recording implements Probe {

    @Override
    public synchronized Answer ask(String host, int port) {
      asked.add(host + ":" + port);
      return answer;
    }

    @Override
    public String from() {
      return "there";
    }
  }

  private final class Says implements Connector {

    @Override
    public List<Proof> verify(List<Order> batch) {
      return Proof.all(batch, says, Instant.EPOCH, "it says so");
    }

    @Override
    public String id() {
      return "says";
    }

    @Override
    public String product() {
      return "says";
    }

    @Override
    public boolean practice() {
      return true;
    }

    @Override
    public List<Offer> offers() {
      return List.of(
          new Offer(Capability.ISOLATE_HOST, TargetKind.HOST, Assurance.READABLE, true, 100));
    }

    @Override
    public List<Outcome> execute(List<Order> batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Outcome> revert(List<Reversal> batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Health health() {
      throw new UnsupportedOperationException();
    }
  }
}
