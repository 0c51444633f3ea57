package org.rempart.app.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A real Suricata at an interface, and a real rsyslog that carries what it writes to Kafka by the
 * configuration that docs/sources.md shows.
 */
final class Sensor implements AutoCloseable {

  private static final Path SURICATA = Path.of("/usr/bin/suricata");
  private static final Path RSYSLOG = Path.of("/usr/sbin/rsyslogd");
  private static final Duration START = Duration.ofSeconds(60);

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();

  private Sensor(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts both, or skips the test.
   *
   * @param wrapper words that run a command where the interface is
   * @param kafka host and port
   */
  static Sensor start(Path folder, List<String> wrapper, String networkInterface, String kafka)
      throws IOException {
    assumeTrue(Files.isExecutable(SURICATA), "skipped: the package suricata is missing");
    assumeTrue(
        Files.isExecutable(RSYSLOG)
            && Files.isRegularFile(Path.of("/usr/lib/x86_64-linux-gnu/rsyslog/omkafka.so")),
        "skipped: the packages rsyslog and rsyslog-kafka are missing");
    Sensor sensor = new Sensor(folder);
    sensor.carry(kafka);
    sensor.watch(wrapper, networkInterface);
    return sensor;
  }

  /** Version of the Suricata that runs. */
  String log() throws IOException {
    return Files.readString(folder.resolve("suricata.out"));
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private void watch(List<String> wrapper, String networkInterface) throws IOException {
    for (String name : List.of("suricata.yaml", "local.rules")) {
      try (InputStream in = Sensor.class.getResourceAsStream("/suricata/" + name)) {
        Files.write(folder.resolve(name), in.readAllBytes());
      }
    }
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(List.of(SURICATA.toString(), "-c", folder.resolve("suricata.yaml").toString()));
    command.addAll(List.of("-S", folder.resolve("local.rules").toString()));
    command.addAll(List.of("-l", folder.toString(), "--af-packet=" + networkInterface));
    command.addAll(List.of("--pidfile", folder.resolve("suricata.pid").toString()));
    run("suricata.out", command);
    Awaitility.await()
        .atMost(START)
        .untilAsserted(() -> assertThat(log()).contains("Engine started"));
  }

  private void carry(String kafka) throws IOException {
    String configuration =
        documented()
            .replace("/var/log/suricata/eve.json", folder.resolve("eve.json").toString())
            .replace("127.0.0.1:9092", kafka);
    Path file = folder.resolve("rsyslog.conf");
    Files.writeString(file, "global(workDirectory=\"%s\")\n".formatted(folder) + configuration);
    run(
        "rsyslog.out",
        List.of(
            RSYSLOG.toString(),
            "-n",
            "-f",
            file.toString(),
            "-i",
            folder.resolve("rsyslog.pid").toString()));
  }

  private static String documented() throws IOException {
    Path page = Path.of(System.getProperty("rempart.root")).resolve("docs/sources.md");
    Matcher block =
        Pattern.compile("```rsyslog\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(page, StandardCharsets.UTF_8));
    assertThat(block.find()).as("docs/sources.md shows a configuration of rsyslog").isTrue();
    return block.group(1);
  }

  private void run(String output, List<String> command) throws IOException {
    processes.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(output).toFile())
            .start());
  }
}
