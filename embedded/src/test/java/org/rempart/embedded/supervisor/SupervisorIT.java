package org.rempart.embedded.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.embedded.Layout;
import org.rempart.embedded.Ports;
import org.rempart.embedded.PostgresPart;
import org.rempart.embedded.RunningPart;

/** Supervision, shown on a real PostgreSQL. */
class SupervisorIT {

  @TempDir private Path directory;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Terminal terminal = new Terminal(new PrintStream(said, true));
  private DataFolder folder;
  private PostgresPart postgres;
  private Supervisor last;

  @BeforeEach
  void prepare() {
    folder = DataFolder.open(directory.resolve("data"));
    postgres = listeningOn(Ports.free());
  }

  @AfterEach
  void end() {
    last.close();
  }

  @Test
  void aPartThatIsKilledStartsAgainWithItsData() throws SQLException {
    RunningPart before = start(postgres);
    run("create table kept as select 7 as id");

    before.kill();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> new ProcessBook(folder).alive("postgresql").isPresent() && postgres.ready());
    assertThat(new ProcessBook(folder).entry("postgresql").orElseThrow().pid())
        .isNotEqualTo(before.pid());
    run("insert into kept select id from kept");
    assertThat(said.toString()).contains("ended by itself");
  }

  @Test
  void whatAKilledSupervisorLeftIsTakenOver() throws Exception {
    long left = leftByAKilledSupervisor();

    assertThat(start(postgres).pid()).isEqualTo(left);
    assertThat(said.toString()).contains("was running, taken over");
  }

  @Test
  void whatAKilledSupervisorLeftIsEndedWhenItWouldBeStartedOtherwiseNow() throws Exception {
    long left = leftByAKilledSupervisor();

    assertThat(start(listeningOn(Ports.free())).pid()).isNotEqualTo(left);
    assertThat(ProcessHandle.of(left).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aProcessThatOnlyGotTheSameIdIsLeftAlone() {
    long stranger = ProcessHandle.current().pid();
    var entry = new ProcessBook.Entry(stranger, Instant.parse("2020-01-01T00:00:00Z"), "program");
    JsonFile.write(folder.processes(), Map.of("postgresql", entry));

    assertThat(start(postgres).pid()).isNotEqualTo(stranger);
  }

  @Test
  void theEndLeavesNoProcessAndNoRecord() {
    RunningPart running = start(postgres);

    last.close();

    assertThat(running.alive()).isFalse();
    assertThat(new ProcessBook(folder).entry("postgresql")).isEmpty();
  }

  private long leftByAKilledSupervisor() throws Exception {
    Process doomed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DoomedSupervisor.class.getName(),
                folder.path().toString(),
                Integer.toString(postgres.port()))
            .redirectErrorStream(true)
            .start();
    try (var output = doomed.inputReader()) {
      assertThat(output.lines().anyMatch("up"::equals)).isTrue();
    } finally {
      doomed.destroyForcibly().waitFor();
    }
    return new ProcessBook(folder).alive("postgresql").orElseThrow().pid();
  }

  private RunningPart start(PostgresPart part) {
    last = new Supervisor(folder, new ProcessBook(folder), terminal);
    var start = last.start(part);
    Supervisor.await(List.of(start));
    return start.join();
  }

  private PostgresPart listeningOn(int port) {
    Path data = folder.of("postgresql").resolve("data");
    return new PostgresPart(Layout.find().postgres(), data, port, "secret");
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.url("postgres"))) {
      connection.createStatement().execute(sql);
    }
  }
}
