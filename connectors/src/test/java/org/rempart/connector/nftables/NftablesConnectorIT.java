package org.rempart.connector.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Holding;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Reversal;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.connector.proven.Proves;

/** Against the real nftables, with traffic that flows or doesn't. */
@Proves(type = "nftables", product = "nftables", real = "dpkg:nftables")
class NftablesConnectorIT {

  private static NamespaceNetwork network;

  private Connector connector;

  @BeforeAll
  static void buildNetwork() throws IOException {
    network = NamespaceNetwork.create();
  }

  @AfterAll
  static void removeNetwork() {
    if (network != null) {
      network.close();
    }
  }

  @BeforeEach
  void connect() {
    connector = connect(Map.of());
  }

  @AfterEach
  void flush() {
    connector.close();
    network.onFirewall("nft", "flush", "ruleset");
  }

  @Test
  void aBlockStopsTrafficAndItsRevertLetsItFlowAgain() throws IOException {
    assertThat(network.reaches(NamespaceNetwork.VICTIM)).isTrue();

    Order order = block("k1", NamespaceNetwork.ATTACKER);
    assertThat(connector.execute(List.of(order))).isEqualTo(List.of(done(order)));

    assertThat(network.reaches(NamespaceNetwork.VICTIM)).isFalse();
    assertThat(result(order)).isEqualTo(Proof.Result.HOLDS);

    revert(order);

    assertThat(network.reaches(NamespaceNetwork.VICTIM)).isTrue();
    assertThat(result(order)).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void anIpv6AddressIsBlockedToo() throws IOException {
    // Fresh links need a moment until neighbours have found each other.
    await().until(() -> network.reaches(NamespaceNetwork.VICTIM6));

    Order order = block("k6", "fd77:0:0::2");
    connector.execute(List.of(order));

    assertThat(network.reaches(NamespaceNetwork.VICTIM6)).isFalse();
    assertThat(network.reaches(NamespaceNetwork.VICTIM)).isTrue();
    assertThat(result(order)).isEqualTo(Proof.Result.HOLDS);
    revert(order);
    await().until(() -> network.reaches(NamespaceNetwork.VICTIM6));
  }

  @Test
  void aConnectionThatWasOpenBeforeIsCut() throws IOException {
    try (var talk = network.talk(NamespaceNetwork.VICTIM)) {
      assertThat(talk.opening()).isEqualTo("connected");
      assertThat(talk.say("before")).isEqualTo("echo before");

      connector.execute(List.of(block("k2", NamespaceNetwork.ATTACKER)));

      assertThat(talk.say("after")).isEqualTo("silent");
    }
  }

  @Test
  void whatAnAdministratorPutThereIsToldAsStateBeforeAndStaysAfterRevert() {
    connector.execute(List.of(block("k3", "192.0.2.1")));
    network.onFirewall(
        "nft", "add element inet rempart blocked4 { 192.0.2.9 timeout 1h comment \"by hand\" }");

    Order order = block("k4", "192.0.2.9");
    Outcome.Done done = (Outcome.Done) connector.execute(List.of(order)).getFirst();

    assertThat(done.stateBefore()).containsEntry("comment", "by hand");
    assertThat(result(order)).isEqualTo(Proof.Result.HOLDS);
    connector.revert(List.of(new Reversal(order, done.stateBefore())));
    assertThat(set4()).contains("192.0.2.9 timeout 1h").contains("by hand");
    assertThat(result(order)).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  void addressesAreListedAndAreNoNetworks() {
    connector.execute(List.of(block("k20", "192.0.2.20")));
    network.onFirewall(
        "nft", "add element inet rempart blocked4 { 192.0.2.21 timeout 1h comment \"by hand\" }");

    assertThat(connector.holdings(Capability.BLOCK_ADDRESS).orElseThrow())
        .extracting(held -> held.target().value(), Holding::key)
        .containsExactlyInAnyOrder(tuple("192.0.2.20", "k20"), tuple("192.0.2.21", null));
    assertThat(connector.holdings(Capability.BLOCK_NETWORK)).contains(List.of());
    assertThat(connector.holdings(Capability.ISOLATE_SEGMENT)).contains(List.of());
  }

  @Test
  void aRepeatWithTheSameKeyLeavesTheElementAndItsTimeoutAlone() {
    Order order = block("k5", "192.0.2.5", Instant.now().plusSeconds(1000));
    connector.execute(List.of(order));
    Order later = block("k5", "192.0.2.5", Instant.now().plusSeconds(1030));

    assertThat(connector.execute(List.of(later))).isEqualTo(List.of(done(later)));

    assertThat(set4()).contains("timeout 16m4").contains("rempart:k5");
  }

  @Test
  void aLaterEndUnderTheSameKeyIsTold() {
    connector.execute(List.of(block("k15", "192.0.2.15", Instant.now().plusSeconds(1000))));
    Order later = block("k15", "192.0.2.15", Instant.now().plusSeconds(5000));

    assertThat(connector.execute(List.of(later))).isEqualTo(List.of(done(later)));

    assertThat(set4()).contains("timeout 1h23m").contains("rempart:k15");
  }

  @Test
  void aNewGenerationTakesOverTheElementWithItsOwnKeyAndEnd() {
    connector.execute(List.of(block("gen1", "192.0.2.6", Instant.now().plusSeconds(1000))));
    Order second = block("gen2", "192.0.2.6", Instant.now().plusSeconds(5000));

    assertThat(connector.execute(List.of(second))).isEqualTo(List.of(done(second)));

    assertThat(set4()).contains("timeout 1h23m2").contains("rempart:gen2").doesNotContain("gen1");
  }

  @Test
  void aBlockEndsByItselfWhenItsEndHasCome() throws Exception {
    Order order = block("k7", "192.0.2.7", Instant.now().plusSeconds(1));
    connector.execute(List.of(order));
    assertThat(result(order)).isEqualTo(Proof.Result.HOLDS);

    Thread.sleep(2200);

    assertThat(result(order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(revert(order)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aThousandAddressesGoInOneCallAndOut() {
    List<Order> orders = thousand();

    assertThat(connector.execute(orders)).hasSize(1000).allMatch(Outcome.Done.class::isInstance);
    assertThat(connector.verify(orders))
        .hasSize(1000)
        .allMatch(proof -> proof.result() == Proof.Result.HOLDS);

    connector.revert(orders.stream().map(o -> new Reversal(o, Map.of())).toList());
    assertThat(set4()).doesNotContain("198.18");
  }

  @Test
  void aThousandAddressesGoInAfterSomebodyFlushedTheRules() throws IOException {
    connector.execute(List.of(block("k16", "192.0.2.16")));
    network.onFirewall("nft", "flush", "ruleset");

    assertThat(connector.execute(thousand())).allMatch(Outcome.Done.class::isInstance);

    assertThat(connector.verify(thousand())).allMatch(p -> p.result() == Proof.Result.HOLDS);
  }

  private static List<Order> thousand() {
    return IntStream.range(0, 1000)
        .mapToObj(i -> block("b" + i, "198.18." + i / 250 + "." + (i % 250 + 1)))
        .toList();
  }

  @Test
  void oneBadAddressIsRefusedAndDoesNotHoldUpTheOthers() {
    Order bad = block("bad", "1.2.3.4; flush ruleset");
    Order good = block("good", "192.0.2.8");

    List<Outcome> outcomes = connector.execute(List.of(bad, good));

    assertThat(((Outcome.Refused) outcomes.get(0)).code()).isEqualTo("BAD_ADDRESS");
    assertThat(outcomes.get(1)).isEqualTo(done(good));
  }

  @Test
  void aFlushedFirewallIsSeenByVerifyAndMadeWholeByExecute() throws IOException {
    Order order = block("k8", NamespaceNetwork.ATTACKER);
    connector.execute(List.of(order));
    network.onFirewall("nft", "flush", "ruleset");
    assertThat(result(order)).isEqualTo(Proof.Result.ABSENT);

    connector.execute(List.of(order));

    assertThat(result(order)).isEqualTo(Proof.Result.HOLDS);
    assertThat(network.reaches(NamespaceNetwork.VICTIM)).isFalse();
  }

  @Test
  void anElementWithoutTheDropRulesIsNoBlock() throws IOException {
    Order order = block("k9", NamespaceNetwork.ATTACKER);
    connector.execute(List.of(order));
    network.onFirewall("nft", "flush", "chain", "inet", "rempart", "forward");

    assertThat(network.reaches(NamespaceNetwork.VICTIM)).isTrue();
    Proof proof = connector.verify(List.of(order)).getFirst();
    assertThat(proof.result()).isEqualTo(Proof.Result.ABSENT);
    assertThat(proof.evidence()).contains("drop rules are missing");
  }

  @Test
  void aSessionThatWasKilledIsOpenedAnew() {
    connector.execute(List.of(block("s1", "192.0.2.11")));
    ProcessHandle.current()
        .descendants()
        .filter(NftablesConnectorIT::isSession)
        .forEach(ProcessHandle::destroyForcibly);

    Order order = block("s2", "192.0.2.12");
    org.awaitility.Awaitility.await()
        .ignoreExceptions()
        .until(() -> connector.execute(List.of(order)).getFirst() instanceof Outcome.Done);
    assertThat(result(order)).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  void healthTellsTheVersionAndAMissingCommandIsNotReachable() {
    assertThat(connector.health().good()).isTrue();
    assertThat(connector.health().detail()).contains("nftables v");

    try (Connector missing =
        Connectors.builtIn()
            .create(
                new ConnectorSettings(
                    "fw", "nftables", false, List.of(), Map.of("nft", "/nonexistent/nft")))) {
      assertThat(missing.health().reachable()).isFalse();
      assertThat(missing.verify(List.of(block("x", "192.0.2.1"))).getFirst().result())
          .isEqualTo(Proof.Result.UNKNOWN);
    }
  }

  private static boolean isSession(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("nft -i");
  }

  private static Connector connect(Map<String, String> more) {
    var options = new java.util.HashMap<>(Map.of("prefix", network.prefix()));
    options.putAll(more);
    return Connectors.builtIn()
        .create(new ConnectorSettings("fw", "nftables", false, List.of(), options));
  }

  private Proof.Result result(Order order) {
    return connector.verify(List.of(order)).getFirst().result();
  }

  private Outcome revert(Order order) {
    return connector.revert(List.of(new Reversal(order, Map.of()))).getFirst();
  }

  private static String set4() {
    return network.onFirewall("nft", "list", "set", "inet", "rempart", "blocked4");
  }

  private static Outcome done(Order order) {
    String set = order.target().value().contains(":") ? "blocked6" : "blocked4";
    return new Outcome.Done(order.key(), Map.of(), "inet rempart " + set + " " + order.target());
  }

  private static Order block(String key, String address) {
    return block(key, address, null);
  }

  private static Order block(String key, String address, Instant end) {
    Target target = new Target(TargetKind.ADDRESS, address);
    return new Order(key, Capability.BLOCK_ADDRESS, target, end, Map.of());
  }
}
