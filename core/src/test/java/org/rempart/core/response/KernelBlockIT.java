package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.core.response.Responses.Outcome;

/** The same way with the real nftables, in a network namespace of its own. */
class KernelBlockIT {

  private static final String NAMESPACE = "rempart-core-" + ProcessHandle.current().pid();

  private static ResponseFixture rempart;
  private static Connector nftables;

  @BeforeAll
  static void open() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "skipped: namespaces need root");
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/nft")), "skipped: nftables is not installed");
    assumeTrue(
        run("ip", "netns", "add", NAMESPACE).isEmpty(), "skipped: no network namespaces here");
    nftables =
        Connectors.builtIn()
            .create(
                new ConnectorSettings(
                    "fw-kernel",
                    "nftables",
                    false,
                    List.of(),
                    Map.of("prefix", "ip netns exec " + NAMESPACE)));
    rempart = new ResponseFixture(Map.of(), nftables);
  }

  @AfterAll
  static void close() throws Exception {
    if (rempart != null) {
      rempart.close();
      nftables.close();
    }
    run("ip", "netns", "del", NAMESPACE);
  }

  @Test
  void twoIncidentsBlockOneAddressInTheKernelAndTheSecondReleaseEndsIt() throws Exception {
    UUID first = rempart.incident("192.0.2.200");
    UUID second = rempart.incident("192.0.2.200");
    assertThat(rempart.block(first, "kernel-1").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.block(second, "kernel-2").outcome()).isEqualTo(Outcome.DONE);
    assertThat(blocked()).contains("192.0.2.200");
    rempart.revert(first);
    assertThat(blocked()).contains("192.0.2.200");
    rempart.revert(second);
    assertThat(blocked()).doesNotContain("192.0.2.200");
    assertThat(rempart.containment("192.0.2.200")).isEqualTo("REVERTED");
  }

  @Test
  void anElementThatWasThereBeforeStays() throws Exception {
    rempart.block(rempart.incident("192.0.2.201"), "kernel-3");
    run(
        "ip",
        "netns",
        "exec",
        NAMESPACE,
        "nft",
        "add",
        "element",
        "inet",
        "rempart",
        "blocked4",
        "{",
        "192.0.2.202",
        "}");
    UUID incident = rempart.incident("192.0.2.202");
    assertThat(rempart.block(incident, "kernel-4").outcome()).isEqualTo(Outcome.DONE);
    rempart.revert(incident);
    assertThat(blocked()).contains("192.0.2.202");
    assertThat(rempart.containment("192.0.2.202")).isEqualTo("REVERTED");
  }

  private static String blocked() throws Exception {
    return run("ip", "netns", "exec", NAMESPACE, "nft", "list", "table", "inet", "rempart");
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
