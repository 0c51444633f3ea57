package org.rempart.bench.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.rempart.embedded.Layout;
import org.rempart.embedded.Ports;

/** The application as it is shipped, in a process of its own; the engine is away. */
final class Application implements AutoCloseable {

  private final Process process;
  private final Path log;

  private Application(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static Application start(String database, String kafka) throws IOException {
    Path log = Files.createTempFile("rempart-bench-intake", ".log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx768m",
            "-jar",
            jar().toString(),
            "--server.port=" + Ports.free(),
            "--spring.datasource.url=" + database,
            "--spring.kafka.bootstrap-servers=" + kafka,
            "--rempart.engine.grpc-address=http://127.0.0.1:" + Ports.free());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new Application(process, log);
  }

  private static Path jar() throws IOException {
    Path built = Layout.find().root().resolve("src/target");
    try (Stream<Path> files = Files.list(built)) {
      return files
          .filter(file -> file.getFileName().toString().matches("rempart[^/]*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("The application isn't built: run mvn package."));
    }
  }

  /** Fails with the end of its log when it ended by itself. */
  void check() throws IOException {
    if (!process.isAlive()) {
      List<String> lines = Files.readAllLines(log);
      throw new IOException(
          "The application ended with "
              + process.exitValue()
              + ":\n"
              + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())));
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException ending) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(log);
  }
}
