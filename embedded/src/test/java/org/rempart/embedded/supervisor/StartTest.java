package org.rempart.embedded.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.embedded.Ports;

/** What a start finds on its data folder and its machine. */
class StartTest {

  @TempDir private Path directory;

  @Test
  void aConsolePortInUseIsSaidInOneLineWithWhatToDo() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.LOOPBACK))) {
      PortBook ports = new PortBook(folder(), part -> false);

      assertThatExceptionOfType(NotStartedException.class)
          .isThrownBy(() -> ports.console(taken.getLocalPort()))
          .withMessage(
              "port %d is in use: stop what listens there, or choose another with --port N",
              taken.getLocalPort());
    }
  }

  @Test
  void portsAreKeptWhileFreeAndChangedWhenTaken() throws IOException {
    DataFolder folder = folder();
    int first = new PortBook(folder, part -> false).of("kafka", "kafka");
    assertThat(new PortBook(folder, part -> false).of("kafka", "kafka")).isEqualTo(first);

    try (var taken = new ServerSocket(first, 1, InetAddress.getByName(Ports.LOOPBACK))) {
      assertThat(new PortBook(folder, part -> false).of("kafka", "kafka"))
          .isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void thePortsOfAPartThatStillRunsAreItsOwn() throws IOException {
    DataFolder folder = folder();
    int first = new PortBook(folder, part -> false).of("kafka", "kafka");

    try (var itself = new ServerSocket(first, 1, InetAddress.getByName(Ports.LOOPBACK))) {
      assertThat(new PortBook(folder, "kafka"::equals).of("kafka", "kafka"))
          .isEqualTo(itself.getLocalPort());
    }
  }

  @Test
  void credentialsAreMadeOnceForTheOwnerAloneAndNeverPrinted() throws IOException {
    DataFolder folder = folder();
    Credentials made = Credentials.of(folder);

    assertThat(Credentials.of(folder)).isEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.credentials())))
        .isEqualTo("rw-------");
    assertThat(made.toString())
        .doesNotContain(made.apiToken(), made.databasePassword(), made.applicationPassword());
    assertThat(made.console()).extracting(Credentials.Login::role).contains("RESPONDER", "MANAGER");
  }

  @Test
  void credentialsOfAnEarlierVersionGetWhatTheyLackAndKeepTheRest() throws IOException {
    DataFolder folder = folder();
    Files.writeString(
        folder.credentials(),
        "{\"console\": [], \"apiToken\": \"token\", \"databasePassword\": \"password\"}");

    Credentials completed = Credentials.of(folder);
    assertThat(completed.apiToken()).isEqualTo("token");
    assertThat(completed.databasePassword()).isEqualTo("password");
    assertThat(completed.applicationPassword()).hasSizeGreaterThan(20);
    assertThat(Credentials.of(folder)).isEqualTo(completed);
  }

  @Test
  void aFolderHasOneSupervisor() throws IOException {
    DataFolder folder = folder();
    try (FileLock held = folder.lock()) {
      assertThat(held.isValid()).isTrue();
      assertThatExceptionOfType(NotStartedException.class)
          .isThrownBy(folder::lock)
          .withMessageContaining("--data DIR");
    }
  }

  @Test
  void aBrokenFileOfTheFolderIsNamed() throws IOException {
    DataFolder folder = folder();
    Files.writeString(folder.ports(), "{");

    assertThatExceptionOfType(NotStartedException.class)
        .isThrownBy(() -> new PortBook(folder, part -> false))
        .withMessageContaining("ports.json");
  }

  private DataFolder folder() {
    return DataFolder.open(directory.resolve("data"));
  }
}
