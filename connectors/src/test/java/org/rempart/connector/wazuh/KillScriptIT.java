package org.rempart.connector.wazuh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.shell.CommandResult;
import org.rempart.connector.shell.LocalHost;

/** The script that ends a process on an agent, run for real against a process of the test. */
class KillScriptIT {

  private static final Path SCRIPT =
      Path.of(System.getProperty("rempart.root", ".."))
          .resolve("docs/connectors/wazuh/rempart-kill-process")
          .toAbsolutePath();

  @TempDir Path folder;

  private Process process;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Files.isReadable(Path.of("/proc/self/stat")), "skipped: needs Linux");
    process = sleeper("sleep");
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void theProcessIsKilledAndTellingItAgainIsHarmless() throws Exception {
    String order = order(seconds(process));
    assertThat(script(order).error()).isEmpty();
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(128 + 9);

    CommandResult again = script(order);
    assertThat(again.ok()).isTrue();
    assertThat(again.error()).isEmpty();
  }

  @Test
  void oldAgentsTellTheStartInTicks() throws Exception {
    assertThat(script(order(ticks(process))).ok()).isTrue();
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aNameThatLooksLikeTheEndOfItselfMisleadsNobody() throws Exception {
    end();
    process = sleeper("a) S 1 (b");
    assertThat(script(order(seconds(process))).error()).isEmpty();
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anotherStartIsAnotherProcess() throws Exception {
    for (long wrong : List.of(seconds(process) - 1, seconds(process) + 1, ticks(process) + 1, 0L)) {
      CommandResult result = script(order(wrong));
      assertThat(result.ok()).isFalse();
      assertThat(result.error()).contains("left alone");
    }
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void whatNamesNoProcessIsRefused() throws Exception {
    String pid = String.valueOf(process.pid());
    for (String bad : List.of(pid, pid + ":", "0:1", "-1:1", "0" + pid + ":1", pid + ":1; id")) {
      CommandResult result = script(order(bad));
      assertThat(result.ok()).isFalse();
      assertThat(result.error()).contains("no process in the order");
    }
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void theSystemsFirstProcessIsRefused() throws Exception {
    CommandResult result = script(order("1:1"));
    assertThat(result.ok()).isFalse();
    assertThat(result.error()).contains("1 belongs to the system itself");
  }

  /** In a mount namespace where the process has no program, as those of the kernel have none. */
  @Test
  void whatHasNoProgramIsRefused() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "skipped: needs root");
    String order = order(seconds(process));
    Path place = Path.of("/proc", String.valueOf(process.pid()));
    Files.writeString(folder.resolve("stat"), Files.readString(place.resolve("stat")));
    CommandResult result = run("mount --bind " + folder + " " + place + " && " + call(order));
    assertThat(result.ok()).isFalse();
    assertThat(result.error()).contains(process.pid() + " belongs to the system itself");
    assertThat(process.isAlive()).isTrue();
  }

  private Process sleeper(String name) throws IOException {
    Path program = folder.resolve(name);
    Files.copy(Path.of("/bin/sleep"), program);
    return new ProcessBuilder(program.toString(), "60").start();
  }

  private static long ticks(Process process) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
  }

  /** As an agent computes it. */
  private static long seconds(Process process) throws IOException {
    String boot =
        Files.readAllLines(Path.of("/proc/stat")).stream()
            .filter(line -> line.startsWith("btime "))
            .findFirst()
            .orElseThrow();
    String hertz = command("getconf", "CLK_TCK").output().strip();
    return Long.parseLong(boot.substring(6)) + ticks(process) / Long.parseLong(hertz);
  }

  private String order(long start) throws IOException {
    return order(process.pid() + ":" + start);
  }

  /** What an agent passes on, around what the connector sends. */
  private String order(String named) throws IOException {
    String data = "{\"rempart_key\":\"k1\",\"rempart_process\":\"" + named + "\"}";
    String text =
        "{\"version\":1,\"origin\":{\"name\":\"\",\"module\":\"wazuh-execd\"},\"command\":\"add\","
            + "\"parameters\":{\"extra_args\":[],\"alert\":{\"data\":"
            + data
            + "},\"program\":\"active-response/bin/rempart-kill-process\"}}\n";
    return Files.writeString(folder.resolve("order"), text).toString();
  }

  private static CommandResult script(String order) {
    return command("sh", "-c", call(order));
  }

  private static String call(String order) {
    return "sh " + SCRIPT + " < " + order;
  }

  private static CommandResult run(String line) {
    return command("unshare", "--mount", "sh", "-c", line);
  }

  private static CommandResult command(String... words) {
    return new LocalHost(List.of()).run(List.of(words), Duration.ofSeconds(10));
  }
}
