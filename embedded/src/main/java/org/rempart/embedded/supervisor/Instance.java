package org.rempart.embedded.supervisor;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.rempart.embedded.BrokerPart;
import org.rempart.embedded.Jvm;
import org.rempart.embedded.KafkaPart;
import org.rempart.embedded.Layout;
import org.rempart.embedded.PartMissingException;
import org.rempart.embedded.Ports;
import org.rempart.embedded.PostgresPart;
import org.rempart.embedded.RunningPart;

/**
 * One Rempart on one data folder: the whole stack with the application, from its start to its end.
 */
public final class Instance implements AutoCloseable {

  private final DataFolder folder;
  private final FileLock lock;
  private final Terminal terminal;
  private final Supervisor supervisor;
  private final Credentials credentials;
  private final PostgresPart postgres;
  private final KafkaPart kafka;
  private final BrokerPart engine;
  private final @Nullable JavaPart practice;
  private final JavaPart application;
  private final URI console;

  private Instance(
      Layout layout, DataFolder folder, int consolePort, Tempo tempo, Terminal terminal) {
    this.folder = folder;
    this.terminal = terminal;
    this.lock = folder.lock();
    ProcessBook processes = new ProcessBook(folder);
    PortBook ports = new PortBook(folder, part -> processes.alive(part).isPresent());
    int port = ports.console(consolePort);
    Room.check(folder, processes.alive("application").isPresent());
    this.console = URI.create("http://%s:%d".formatted(Ports.LOOPBACK, port));
    this.credentials = Credentials.of(folder);
    this.supervisor = new Supervisor(folder, processes, terminal);
    this.postgres =
        new PostgresPart(
            layout.postgres(),
            folder.of("postgresql").resolve("data"),
            ports.of("postgresql", "postgresql"),
            credentials.databasePassword());
    this.kafka =
        new KafkaPart(
            layout.kafka(),
            folder.of("kafka"),
            ports.of("kafka", "kafka"),
            ports.of("kafka", "kafkaController"));
    this.engine = engine(layout, ports);
    this.practice = PracticeEstate.part(layout, folder, ports);
    this.application = application(layout, port, tempo);
  }

  /**
   * Prepares a start: takes the folder, its ports and its credentials. Nothing runs yet.
   *
   * @param consolePort where the console will be
   * @throws NotStartedException when something here forbids it, with what to do
   */
  public static Instance on(
      Layout layout, DataFolder folder, int consolePort, Tempo tempo, Terminal terminal) {
    return new Instance(layout, folder, consolePort, tempo, terminal);
  }

  /** Starts everything and waits until it is ready. */
  public void start() {
    terminal.say("Starting on " + folder.path());
    List<CompletableFuture<RunningPart>> below = new ArrayList<>();
    below.add(supervisor.start(postgres));
    below.add(supervisor.start(kafka));
    if (practice != null) {
      below.add(supervisor.start(practice));
    }
    Supervisor.await(below);
    postgres.createDatabase(ApplicationEnvironment.DATABASE);
    postgres.createApplicationRole(credentials.applicationPassword());
    Supervisor.await(List.of(supervisor.start(engine), supervisor.start(application)));
  }

  /** Where a browser finds the console. */
  public URI console() {
    return console;
  }

  /** The logins and the token. */
  public Credentials credentials() {
    return credentials;
  }

  /** Kafka's {@code host:port}. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** The log of one part. */
  public Path log(String part) {
    return folder.log(part);
  }

  /** Ends all parts in order and gives the folder free; a second call does nothing. */
  @Override
  public void close() {
    supervisor.close();
    try {
      lock.close();
    } catch (IOException e) {
      terminal.say("  the lock of " + folder.path() + " stays until this process ends");
    }
  }

  private BrokerPart engine(Layout layout, PortBook ports) {
    Path exporter = layout.exporter();
    if (exporter == null) {
      throw new PartMissingException(
          "the exporter is not built: run `mvn -DskipTests package` in " + layout.root());
    }
    return new BrokerPart(
        layout.broker(Layout.BROKER_VERSION),
        folder.of("engine-" + Layout.BROKER_VERSION),
        ports.engine(),
        new BrokerPart.Exporter(exporter, kafka.bootstrapServers()));
  }

  private JavaPart application(Layout layout, int port, Tempo tempo) {
    Path jar = layout.application();
    if (jar == null) {
      throw new PartMissingException(
          "the application is not built: run `mvn -DskipTests package` in " + layout.root());
    }
    Map<String, String> environment =
        ApplicationEnvironment.of(folder, credentials, port, postgres, kafka, engine);
    if (tempo == Tempo.DEMO) {
      environment.put("REMPART_ENGINE_WATCH_FOR", "PT5S");
    }
    if (practice != null) {
      environment.putAll(practice.environment());
      PracticeEstate.settings(folder);
    }
    List<String> java = new ArrayList<>(Jvm.SMALL);
    java.addAll(List.of("-Xmx768m", "-XX:+ExitOnOutOfMemoryError", "-jar", jar.toString()));
    URI health = URI.create(console + "/api/v1/incidents?limit=1");
    return new JavaPart(
        "application", folder.of("application"), java, environment, health, credentials.apiToken());
  }
}
