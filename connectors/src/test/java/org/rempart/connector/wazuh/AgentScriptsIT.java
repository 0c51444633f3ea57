package org.rempart.connector.wazuh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.shell.CommandResult;
import org.rempart.connector.shell.LocalHost;

/** The scripts that agents get, run for real in a network namespace. */
class AgentScriptsIT {

  private static final Path SCRIPTS =
      Path.of(System.getProperty("rempart.root", ".."), "docs", "connectors", "wazuh");

  @TempDir Path folder;

  private final String namespace = "wz" + Long.toHexString(System.nanoTime() & 0xffffff);

  @BeforeEach
  void makeHost() {
    assumeTrue(
        "root".equals(System.getProperty("user.name"))
            && Files.isExecutable(Path.of("/usr/sbin/nft"))
            && run(List.of(), "ip", "netns", "add", namespace).ok(),
        "skipped: needs root, nftables and network namespaces");
  }

  @AfterEach
  void removeHost() {
    run(List.of(), "ip", "netns", "del", namespace);
  }

  @Test
  void anIsolatedHostDropsAllButItsManagerAndShowsItsMarkUntilItIsReleased() throws Exception {
    Path conf = Files.writeString(folder.resolve("ossec.conf"), "<address>10.9.9.1</address>\n");
    for (int i = 0; i < 2; i++) {
      assertThat(script("rempart-isolate", conf).error()).isEmpty();
    }
    assertThat(there("nft", "list", "ruleset").output())
        .contains("hook input", "hook output", "policy drop", "ip saddr 10.9.9.1 accept");
    assertThat(there("ip", "link", "show", Evidence.MARK).ok()).isTrue();

    for (int i = 0; i < 2; i++) {
      assertThat(script("rempart-release", conf).error()).isEmpty();
    }
    assertThat(there("nft", "list", "ruleset").output()).isEmpty();
    assertThat(there("ip", "link", "show", Evidence.MARK).ok()).isFalse();
  }

  @Test
  void aHostThatDoesNotKnowItsManagerIsNotIsolated() throws Exception {
    Path conf = Files.writeString(folder.resolve("ossec.conf"), "<client></client>\n");
    assertThat(script("rempart-isolate", conf).ok()).isFalse();
    assertThat(there("nft", "list", "ruleset").output()).isEmpty();
  }

  private CommandResult script(String name, Path conf) throws Exception {
    Path order = Files.writeString(folder.resolve("order"), "{\"version\":1}\n");
    String line = "REMPART_OSSEC_CONF=" + conf + " sh " + SCRIPTS.resolve(name) + " < " + order;
    return there("sh", "-c", line);
  }

  private CommandResult there(String... command) {
    return run(List.of("ip", "netns", "exec", namespace), command);
  }

  private static CommandResult run(List<String> prefix, String... command) {
    List<String> whole = new ArrayList<>(List.of(command));
    return new LocalHost(prefix).run(whole, Duration.ofSeconds(10));
  }
}
