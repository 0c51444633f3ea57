package org.rempart.connector.clamav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
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
import org.rempart.connector.Sha256;
import org.rempart.connector.TargetKind;
import org.rempart.connector.proven.Proves;

/** Against a real clamd. */
@Proves(type = "clamav", product = "ClamAV", real = "dpkg:clamav-daemon")
class ClamavConnectorIT {

  @TempDir static Path folder;

  private static ClamdServer server;

  private Connector connector;

  @BeforeAll
  static void start() throws IOException {
    server = ClamdServer.start(folder);
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
  }

  @AfterEach
  void close() throws IOException {
    connector.close();
    Files.deleteIfExists(server.signatureFile());
  }

  @Test
  void aBlockedHashIsFoundInFilesUntilTheRevert() {
    Order first = block("h1", "first sample");
    Order second = block("h2", "second sample");
    assertThat(scan("first sample")).isEqualTo("stream: OK");
    assertThat(result(connector, first)).isEqualTo(Proof.Result.ABSENT);

    Outcome executed = execute(connector, first);
    execute(connector, second);

    awaitProof(first);
    assertThat(scan("first sample")).contains(Signatures.name("h1")).endsWith("FOUND");
    assertThat(scan("second sample")).endsWith("FOUND");
    assertThat(execute(connector, first))
        .as("a repeat adds nothing")
        .isInstanceOf(Outcome.Done.class);
    assertThat(server.signatureFile()).content().hasLineCount(3);

    revert(connector, first, executed);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> scan("first sample").endsWith("OK"));
    assertThat(result(connector, first)).isEqualTo(Proof.Result.ABSENT);
    awaitProof(second);
    assertThat(scan("second sample")).endsWith("FOUND");
    revert(connector, second, executed);
    assertThat(server.signatureFile()).doesNotExist();
    revert(connector, second, executed);
  }

  @Test
  void aLineThatClamdHasNotLoadedIsNoBlock() throws IOException {
    // A reload that another test left under way would load the line.
    execute(connector, block("h0", "sample before"));
    awaitProof(block("h0", "sample before"));
    Order order = block("h3", "third sample");
    String line = Sha256.of("third sample") + ":*:Rempart.Blocked.x:73\n";
    Files.writeString(server.signatureFile(), line);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.UNKNOWN);
    assertThat(scan("third sample")).endsWith("OK");
  }

  @Test
  void aLineOfSomebodyElseStays() throws IOException {
    Order order = block("h4", "fourth sample");
    execute(connector, block("h5", "fifth sample"));
    String line = Sha256.of("fourth sample").toUpperCase(java.util.Locale.ROOT) + ":*:Mine:73";
    Files.writeString(server.signatureFile(), line + "\n", StandardOpenOption.APPEND);
    Outcome executed = execute(connector, order);
    assertThat(((Outcome.Done) executed).stateBefore()).containsEntry("line", line);
    revert(connector, order, executed);
    assertThat(server.signatureFile()).content().contains(line);
  }

  @Test
  void aScanTellsWhatWasFound() throws IOException {
    execute(connector, block("h6", "sixth sample"));
    awaitProof(block("h6", "sixth sample"));
    Path bad = Files.writeString(folder.resolve("bad file"), "sixth sample");
    Path good = Files.writeString(folder.resolve("good"), "good");
    assertThat(scanned(bad).evidence()).contains(bad + ": Rempart.Blocked", "FOUND", "ClamAV 1.");
    assertThat(scanned(good).evidence()).contains(good + ": OK");
    assertThat(scanned(folder.resolve("none")).result()).isEqualTo(Proof.Result.UNKNOWN);
    Order elsewhere =
        order("s", Capability.SCAN_FILE, TargetKind.FILE, good + "@elsewhere", Map.of());
    assertThat(code(execute(connector, elsewhere))).isEqualTo("UNKNOWN_HOST");
  }

  @Test
  void whatIsNoHashIsRefusedAndHealthTellsWhatIsMissing() {
    for (String hash : List.of("abc", "g".repeat(64), "0".repeat(63) + "\n")) {
      Order order = order("x", Capability.BLOCK_HASH, TargetKind.FILE_HASH, hash, Map.of());
      assertThat(code(execute(connector, order))).isEqualTo("BAD_HASH");
    }
    assertThat(connector.health().good()).as(connector.health().detail()).isTrue();
    try (Connector away = connect(Map.of("clamd-port", "1"))) {
      assertThat(away.health().reachable()).isFalse();
    }
    try (Connector elsewhere = connect(Map.of("signature-file", "/nonexistent/x.hsb"))) {
      assertThat(elsewhere.health().authorised()).isFalse();
      assertThat(code(execute(elsewhere, block("h7", "x")))).isEqualTo("NOT_WRITABLE");
    }
  }

  private void awaitProof(Order order) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> result(connector, order) == Proof.Result.HOLDS);
  }

  private Proof scanned(Path file) {
    Order order = order("s", Capability.SCAN_FILE, TargetKind.FILE, file + "@POSTE-23", Map.of());
    return connector.verify(List.of(order)).getFirst();
  }

  private static String scan(String text) {
    return server.clamd().scan(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Order block(String key, String content) {
    String hash = Sha256.of(content);
    return order(key, Capability.BLOCK_HASH, TargetKind.FILE_HASH, hash, Map.of());
  }

  private static Connector connect(Map<String, String> other) {
    Map<String, String> options = new HashMap<>(server.options());
    options.putAll(other);
    return Connectors.builtIn()
        .create(new ConnectorSettings("av", "clamav", false, List.of(), options));
  }
}
