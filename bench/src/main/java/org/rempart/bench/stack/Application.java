package org.rempart.bench.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.rempart.embedded.Jvm;
import org.rempart.embedded.Layout;
import org.rempart.embedded.Ports;
import org.rempart.embedded.TestStack;
import tools.jackson.databind.json.JsonMapper;

/**
 * The application as it is shipped, in a process of its own, on a stack that ends with the bench.
 */
public final class Application implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final Practice practice;
  private final String token = UUID.randomUUID().toString();
  private final int port = Ports.free();
  private final String databaseUrl = TestStack.postgres().createDatabase();
  private final String kafka = TestStack.kafka().bootstrapServers();
  private final String engine = TestStack.engine().grpcAddress().toString();
  private final String settings;
  private final List<String> jvm;
  private final Path program;
  private volatile Process process;

  /** How the bench's firewall is named in the settings, given the practice estate. */
  @FunctionalInterface
  public interface FirewallSettings {

    /** One entry of {@code rempart.connectors}. */
    Map<String, Object> with(Practice practice);
  }

  /** Everything below {@code rempart} in the settings, given the practice estate. */
  @FunctionalInterface
  public interface Settings {

    /** The content of {@code rempart}. */
    Map<String, Object> with(Practice practice) throws IOException;
  }

  private Application(Path folder, Practice practice, Settings settings, List<String> jvm)
      throws IOException {
    this.folder = folder;
    this.practice = practice;
    Map<String, Object> metrics =
        Map.of("slo", Map.of("[rempart.response.stage]", StageTimes.boundaries()));
    this.settings =
        JSON.writeValueAsString(
            Map.of(
                "rempart",
                settings.with(practice),
                "management",
                Map.of("metrics", Map.of("distribution", metrics))));
    this.jvm = jvm;
    this.program = laidOut();
    this.process = launch();
  }

  /** Starts everything and waits until the application is ready. */
  public static Application start(FirewallSettings firewall)
      throws IOException, InterruptedException {
    return start(List.of(), practice -> usual(firewall.with(practice), practice), List.of());
  }

  /**
   * Starts everything with settings of the bench's own and waits until the application is ready.
   *
   * @param estate further arguments of the practice estate
   * @param jvm further options of the application's JVM
   */
  public static Application start(List<String> estate, Settings settings, List<String> jvm)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("rempart-bench-");
    Practice practice = Practice.start(folder, estate);
    Application application = new Application(folder, practice, settings, jvm);
    Runtime.getRuntime().addShutdownHook(new Thread(application::end));
    application.awaitReady();
    return application;
  }

  /** {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The application's exit code once it has ended, or nothing while it runs. */
  public OptionalInt ended() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Starts the application again after it was killed, without waiting for it. */
  public void restart() throws IOException {
    process = launch();
  }

  /** Waits until it answers. */
  public void awaitReady() throws InterruptedException {
    Ready.await(
        "The application (see " + folder + ")",
        process,
        address("/actuator/health/liveness"),
        PATIENCE);
  }

  /** What the application's timers of a response's stages say now. */
  public StageTimes stageTimes() throws IOException, InterruptedException {
    return StageTimes.of(this);
  }

  /** A new connection to the application's database. */
  public Connection database() throws SQLException {
    return DriverManager.getConnection(databaseUrl);
  }

  /** Where a path of its API is. */
  public URI address(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** A bearer token of the API. */
  public String token() {
    return token;
  }

  /** {@code host:port} of the Kafka it listens to. */
  public String kafka() {
    return kafka;
  }

  /** Where its log is. */
  public Path log() {
    return folder.resolve("application.log");
  }

  /** The estate it acts on. */
  public Practice practice() {
    return practice;
  }

  private Process launch() throws IOException {
    Path credentials = folder.resolve("credentials.json");
    Files.writeString(
        credentials, JSON.writeValueAsString(Map.of("console", List.of(), "apiToken", token)));
    List<String> command = Jvm.command();
    command.add("-Xmx768m");
    command.addAll(jvm);
    command.addAll(List.of("-jar", program.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("application.log").toFile()));
    Map<String, String> environment = builder.environment();
    environment.put("SPRING_DATASOURCE_URL", databaseUrl);
    environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka);
    environment.put("REMPART_ENGINE_GRPC_ADDRESS", engine);
    environment.put("REMPART_CREDENTIALS_FILE", credentials.toString());
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("SPRING_APPLICATION_JSON", settings);
    environment.putAll(practice.logins());
    return builder.start();
  }

  private static Map<String, Object> usual(Map<String, Object> firewall, Practice practice) {
    List<Map<String, Object>> connectors = List.of(firewall, practice.tickets(), practice.mail());
    Map<String, Object> notify = Map.of("responders", List.of("duty@hospital.example"));
    // The guardrail's hourly budget would ask a person long before the bench has its figures.
    Map<String, Object> guardrails = Map.of("budget", Map.of("[network.block-address]", 1_000_000));
    return Map.of("connectors", connectors, "notify", notify, "guardrails", guardrails);
  }

  /**
   * The shipped jar, unpacked by its own tool: it starts in about half the time, and benches start
   * it again and again. Two benches of one build must not run at once.
   */
  private static Path laidOut() throws IOException {
    Path jar = jar();
    Path folder = Layout.find().root().resolve("bench/target/application");
    Process unpacking =
        new ProcessBuilder(
                Jvm.java(),
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--force",
                "--destination",
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (unpacking.onExit().join().exitValue() != 0) {
      throw new IOException(jar + " could not be unpacked to " + folder);
    }
    return folder.resolve(jar.getFileName());
  }

  private static Path jar() {
    Path jar = Layout.find().application();
    if (jar == null) {
      throw new IllegalStateException(
          "The application is not built: run mvn -DskipTests package first.");
    }
    return jar;
  }

  /** A bench that is broken off leaves nothing behind. */
  private void end() {
    process.destroyForcibly();
    practice.end();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
    practice.close();
  }
}
