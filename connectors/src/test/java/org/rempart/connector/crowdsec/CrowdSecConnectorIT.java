package org.rempart.connector.crowdsec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.rempart.connector.Orders.block;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Holding;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.connector.proven.Proves;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Against the real CrowdSec; what its administrator sees is asked by its own command. */
@Proves(type = "crowdsec", product = "CrowdSec", real = "dpkg:crowdsec")
class CrowdSecConnectorIT {

  @TempDir static Path folder;

  private static CrowdSecServer server;

  private Connector connector;

  @BeforeAll
  static void start() throws Exception {
    server = CrowdSecServer.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void connect() throws Exception {
    server.cscli("decisions delete --all");
    connector = connect(Map.of());
  }

  @AfterEach
  void close() {
    connector.close();
  }

  @Test
  void aBlockIsADecisionWithTheActionsKeyAndItsRevertEndsIt() throws Exception {
    Order order = block("k1", "192.0.2.1");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);

    Outcome done = execute(connector, order);

    assertThat(done).isEqualTo(new Outcome.Done("k1", Map.of(), "rempart:k1"));
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    JsonNode decision = decisions("192.0.2.1").path(0);
    assertThat(decision.path("scenario").asString()).isEqualTo("rempart:k1");

    revert(connector, order, done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(decisions("192.0.2.1")).isEmpty();
    assertThat(revert(connector, order, done)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aRepeatFindsTheFirstDecision() throws Exception {
    execute(connector, block("k2", "192.0.2.2"));
    execute(connector, block("k2", "192.0.2.2"));
    assertThat(decisions("192.0.2.2")).hasSize(1);
  }

  @Test
  void aDecisionOfSomebodyElseStaysBesideOursAndAfterIt() throws Exception {
    server.cscli("decisions add --ip 192.0.2.3 --duration 48h");
    Order order = block("k3", "192.0.2.3");
    Outcome done = execute(connector, order);
    assertThat(connector.verify(List.of(order)).getFirst().evidence()).contains("1 of others");

    revert(connector, order, done);

    assertThat(decisions("192.0.2.3")).hasSize(1);
    assertThat(decisions("192.0.2.3").path(0).path("origin").asString()).isEqualTo("cscli");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void aLaterActionTakesThePlaceOfAnEarlierOneOfOurs() throws Exception {
    execute(connector, until("k4", "192.0.2.4", Instant.now().plusSeconds(60)));
    Order later = until("k5", "192.0.2.4", Instant.now().plusSeconds(7200));
    execute(connector, later);
    assertThat(decisions("192.0.2.4")).hasSize(1);
    assertThat(decisions("192.0.2.4").path(0).path("duration").asString()).startsWith("1h59m");
    assertThat(result(connector, block("k4", "192.0.2.4"))).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  void anIpv6AddressIsTheSameHoweverItIsWritten() throws Exception {
    Order order = block("k6", "2001:db8::1");
    Outcome done = execute(connector, order);
    assertThat(result(connector, block("k6", "2001:db8:0:0::1"))).isEqualTo(Proof.Result.HOLDS);
    revert(connector, order, done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
  }

  @Test
  void aBatchTellsEachOrderItsOwn() throws Exception {
    List<Order> batch =
        IntStream.range(0, 20).mapToObj(i -> block("b" + i, "198.51.100." + i)).toList();
    assertThat(connector.execute(batch)).hasSize(20).allMatch(Outcome.Done.class::isInstance);
    assertThat(connector.verify(batch)).allMatch(p -> p.result() == Proof.Result.HOLDS);
    assertThat(code(execute(connector, block("bad", "127.0.0.1")))).isEqualTo("BAD_ADDRESS");
  }

  @Test
  void whatIsOursIsListedWithItsKeyAndOfOthersWhatPeopleAdded() throws Exception {
    assertThat(held()).isEmpty();
    Outcome done = execute(connector, block("k7", "192.0.2.7"));
    execute(connector, block("k8", "2001:db8::8"));
    server.cscli("decisions add --ip 192.0.2.9 --duration 48h");
    server.cscli("decisions add --ip 192.0.2.7 --duration 48h");
    server.cscli("decisions add --ip 192.0.2.10 --type captcha");
    server.cscli("decisions add --range 198.51.100.0/24");
    Path community = folder.resolve("community.csv");
    Files.writeString(community, "duration,scope,value\n24h,Ip,192.0.2.11\n");
    server.cscli("decisions import -i " + community);

    assertThat(held())
        .extracting(one -> one.target().value(), Holding::key)
        .containsExactlyInAnyOrder(
            tuple("192.0.2.7", "k7"),
            tuple("2001:db8:0:0:0:0:0:8", "k8"),
            tuple("192.0.2.9", null));
    revert(connector, block("k7", "192.0.2.7"), done);
    assertThat(held())
        .filteredOn(one -> one.target().value().equals("192.0.2.7"))
        .singleElement()
        .satisfies(one -> assertThat(one.key()).isNull())
        .satisfies(one -> assertThat(one.evidence()).contains("bans 192.0.2.7 for 47h"));
  }

  /** The bouncers' default leaves out what has the same address; a list may be long. */
  @Test
  void aListIsWholeHoweverLong() throws Exception {
    List<Order> batch =
        IntStream.range(0, 120).mapToObj(i -> block("l" + i, "198.51.100." + i)).toList();
    for (int from = 0; from < batch.size(); from += 40) {
      connector.execute(batch.subList(from, from + 40));
    }
    assertThat(held()).hasSize(120).allSatisfy(one -> assertThat(one.key()).startsWith("l"));
  }

  @Test
  void healthTellsEachWrongCredential() throws Exception {
    assertThat(connector.health().good()).isTrue();
    Path wrong = Files.writeString(folder.resolve("wrong"), "wrong");
    for (String name : List.of("password", "bouncer-key")) {
      try (Connector other = connect(Map.of(name, "file:" + wrong))) {
        assertThat(other.health().reachable()).isTrue();
        assertThat(other.health().authenticated()).as(name).isFalse();
      }
    }
  }

  private static Connector connect(Map<String, String> otherwise) {
    Map<String, String> options = new HashMap<>(server.options());
    options.putAll(otherwise);
    return Connectors.builtIn()
        .create(new ConnectorSettings("cs", "crowdsec", false, List.of(), options));
  }

  private List<Holding> held() {
    return connector.holdings(Capability.BLOCK_ADDRESS).orElseThrow();
  }

  private static Order until(String key, String address, Instant end) {
    return new Order(
        key, Capability.BLOCK_ADDRESS, new Target(TargetKind.ADDRESS, address), end, Map.of());
  }

  /** The active decisions about an address, as the product's own command lists them. */
  private static JsonNode decisions(String address) throws Exception {
    String json = server.cscli("decisions list --ip " + address + " -o json");
    JsonNode alerts = JsonMapper.shared().readTree(json);
    ArrayNode all = JsonMapper.shared().createArrayNode();
    alerts.forEach(alert -> alert.path("decisions").forEach(all::add));
    return all;
  }
}
