package org.rempart.connector.unbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.TargetKind;
import org.rempart.connector.proven.Proves;

/** Against a real Unbound, asked over DNS. */
@Proves(type = "unbound", product = "Unbound", real = "dpkg:unbound")
class UnboundConnectorIT {

  @TempDir static Path folder;

  private static UnboundServer server;

  private Connector connector;
  private Question client;

  @BeforeAll
  static void start() throws IOException {
    server = UnboundServer.start(folder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void connect() {
    connector = connect(Map.of());
    client = new Question(UnboundSettings.read(settings(server.options())));
  }

  @AfterEach
  void close() {
    connector.close();
  }

  @Test
  void aBlockedDomainAndAllBelowItNoLongerResolveUntilTheRevert() {
    Order order = block("d1", "evil.example.test");
    assertThat(client.ask("www.evil.example.test")).isEqualTo(Question.Answer.RESOLVES);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);

    Outcome executed = execute(connector, order);

    assertThat(code(executed)).isEqualTo("done");
    assertThat(client.ask("evil.example.test")).isEqualTo(Question.Answer.NO_ADDRESS);
    assertThat(client.ask("www.evil.example.test")).isEqualTo(Question.Answer.NO_ADDRESS);
    assertThat(client.ask("other.example.test")).isEqualTo(Question.Answer.RESOLVES);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);

    assertThat(code(revert(connector, order, executed))).isEqualTo("done");
    assertThat(client.ask("www.evil.example.test")).isEqualTo(Question.Answer.RESOLVES);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(code(revert(connector, order, executed))).isEqualTo("done");
  }

  @Test
  void aZoneOfSomebodyElseIsNeitherReplacedNorRemoved() {
    for (String domain : List.of("intranet.example.test", "example.test")) {
      assertThat(code(execute(connector, block("d2", domain)))).isEqualTo("FOREIGN_ZONE");
    }
    Outcome none = new Outcome.Done("d2", Map.of(), "");
    revert(connector, block("d2", "intranet.example.test"), none);
    assertThat(client.ask("intranet.example.test")).isEqualTo(Question.Answer.RESOLVES);

    Order old = block("d3", "old.example.test");
    Outcome executed = execute(connector, old);
    assertThat(((Outcome.Done) executed).stateBefore()).containsEntry("zone", "always_nxdomain");
    revert(connector, old, executed);
    assertThat(server.control("list_local_zones")).contains("old.example.test. always_nxdomain");
  }

  @Test
  void aZoneThatIsThereAndDoesNotKeepClientsAwayIsNoBlock() {
    Order order = block("d4", "leak.example.test");
    Outcome executed = execute(connector, order);
    // Unbound 1.17 lets what sorts behind a zone that was added below through to its forwarder.
    server.control("local_zone", "www.leak.example.test.", "redirect");
    boolean leaks = client.ask("xyz.leak.example.test") == Question.Answer.RESOLVES;
    Proof proof = connector.verify(List.of(order)).getFirst();
    assertThat(proof.result()).isEqualTo(leaks ? Proof.Result.ABSENT : Proof.Result.HOLDS);
    assertThat(proof.evidence()).contains(leaks ? "resolves" : "denies");
    server.control("local_zone_remove", "leak.example.test.");
    server.control("local_zone", "leak.example.test.", "transparent");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    server.control("local_zone_remove", "www.leak.example.test.");
    revert(connector, order, executed);
    assertThat(server.control("list_local_zones")).contains("leak.example.test. transparent");
  }

  @Test
  void aResolverThatDoesNotAnswerProvesNothing() {
    Order order = block("d5", "silent.example.test");
    Outcome executed = execute(connector, order);
    try (Connector deaf = connect(Map.of("dns-port", "1", "timeout", "PT2S"))) {
      assertThat(result(deaf, order)).isEqualTo(Proof.Result.UNKNOWN);
      assertThat(deaf.health().authorised()).isFalse();
    }
    revert(connector, order, executed);
  }

  @Test
  void namesAreNamesOfDomains() {
    for (String name :
        List.of("test", "a b.test", "-x.test", "x.test; reload", "1.2.3.4/8", "..")) {
      assertThat(code(execute(connector, block("d6", name)))).as(name).isEqualTo("BAD_DOMAIN");
    }
    Order accents = block("d7", "Évil.example.test.");
    Outcome executed = execute(connector, accents);
    assertThat(((Outcome.Done) executed).reference()).isEqualTo("xn--vil-9la.example.test");
    assertThat(result(connector, accents)).isEqualTo(Proof.Result.HOLDS);
    revert(connector, accents, executed);
  }

  @Test
  void healthTellsTheVersionAndAResolverThatIsAway() {
    assertThat(connector.health().good()).as(connector.health().detail()).isTrue();
    assertThat(connector.health().detail()).contains("Unbound 1.");
    String away = "/usr/sbin/unbound-control -c /nonexistent";
    try (Connector none = connect(Map.of("command", away))) {
      assertThat(none.health().good()).isFalse();
      assertThat(result(none, block("d8", "x.example.test"))).isEqualTo(Proof.Result.UNKNOWN);
    }
  }

  private static Order block(String key, String domain) {
    return order(key, Capability.BLOCK_DOMAIN, TargetKind.DOMAIN, domain, Map.of());
  }

  private static Connector connect(Map<String, String> other) {
    Map<String, String> options = new HashMap<>(server.options());
    options.putAll(other);
    return Connectors.builtIn().create(settings(options));
  }

  private static ConnectorSettings settings(Map<String, String> options) {
    return new ConnectorSettings("dns", "unbound", false, List.of(), options);
  }
}
