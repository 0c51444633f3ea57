package org.rempart.connector.requesttracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A real Request Tracker 5 from Debian's packages, with a database and a configuration of its own.
 */
public final class RequestTrackerServer implements AutoCloseable {

  private static final Path SETUP = Path.of("/usr/sbin/rt-setup-database-5");
  private static final Path SERVER = Path.of("/usr/share/request-tracker5/libexec/rt-server");

  private final Path folder;
  private final int port;
  private final Process process;

  private RequestTrackerServer(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Sets one up in the folder and starts it, or skips the test. */
  public static RequestTrackerServer start(Path folder) throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(SETUP) && Files.isExecutable(SERVER),
        "skipped: needs packages request-tracker5, rt5-db-sqlite and rt5-standalone");
    int port = freePort();
    copy("RT_SiteConfig.pm", folder, port);
    copy("seed.pl", folder, port);
    run(folder, "setup.out", SETUP.toString(), "--action", "init", "--skip-create");
    run(folder, "token", "perl", folder.resolve("seed.pl").toString());
    Process process =
        process(
                folder,
                "server.out",
                SERVER.toString(),
                "--server",
                "Starlet",
                "--max-workers",
                "2",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port))
            .start();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> listens(port));
    return new RequestTrackerServer(folder, port, process);
  }

  /** Options of a connector to it. */
  public Map<String, String> options() {
    return Map.of(
        "url",
        "http://127.0.0.1:" + port,
        "token",
        "file:" + folder.resolve("token"),
        "queue",
        "General",
        "timeout",
        "PT20S");
  }

  @Override
  public void close() {
    List<ProcessHandle> workers = process.descendants().toList();
    process.destroyForcibly();
    workers.forEach(ProcessHandle::destroyForcibly);
  }

  private static void run(Path folder, String output, String... command)
      throws IOException, InterruptedException {
    int code = process(folder, output, command).start().waitFor();
    assertThat(code)
        .as("%s: %s", command[0], Files.readString(folder.resolve("errors.out")))
        .isZero();
  }

  private static ProcessBuilder process(Path folder, String output, String... command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve(output).toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("errors.out").toFile()));
    builder.environment().put("RT_SITE_CONFIG", folder.resolve("RT_SiteConfig.pm").toString());
    builder.environment().put("RT_SITE_CONFIG_DIR", folder.resolve("none").toString());
    return builder;
  }

  private static void copy(String name, Path folder, int port) throws IOException {
    try (InputStream in =
        RequestTrackerServer.class.getResourceAsStream("/requesttracker/" + name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          folder.resolve(name),
          text.replace("FOLDER", folder.toString()).replace("PORT", String.valueOf(port)));
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
