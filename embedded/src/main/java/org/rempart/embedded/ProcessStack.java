package org.rempart.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The tests' stack as local processes, under the eye of a reaper. */
final class ProcessStack {

  private static final Path FOLDER = folder();
  private static final Reaper REAPER = Reaper.watch(FOLDER);

  /**
   * Known before Kafka runs: an engine that is asked for first is told already where its events
   * will go.
   */
  private static final int KAFKA_PORT = Ports.free();

  private ProcessStack() {}

  static TestPostgres postgres() {
    Path data = FOLDER.resolve("postgresql/data");
    var part = new PostgresPart(Layout.find().postgres(), data, Ports.free(), "rempart");
    return new Postgres(part);
  }

  static TestKafka kafka() {
    Path libraries = Layout.find().kafka();
    return new Kafka(new KafkaPart(libraries, FOLDER.resolve("kafka"), KAFKA_PORT, Ports.free()));
  }

  static TestEngine engine() {
    Layout layout = Layout.find();
    Path jar = layout.exporter();
    var exporter =
        jar == null ? null : new BrokerPart.Exporter(jar, Ports.LOOPBACK + ":" + KAFKA_PORT);
    Path home = layout.broker(Layout.BROKER_VERSION);
    return new Engine(new BrokerPart(home, FOLDER.resolve("engine"), BrokerPorts.free(), exporter));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("rempart-stack-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A part on the reaper's list while it runs. */
  private abstract static class Watched<P extends Part> implements TestPart {

    final P part;
    private RunningPart running;

    Watched(P part) {
      this.part = part;
      this.running = launch();
    }

    @Override
    public synchronized void start() {
      if (!running.alive()) {
        running = launch();
      }
    }

    @Override
    public synchronized void stop() {
      running.stop(part.patience());
    }

    @Override
    public synchronized void kill() {
      running.kill();
    }

    private RunningPart launch() {
      RunningPart started =
          RunningPart.start(part, FOLDER.resolve("logs").resolve(part.name() + ".log"));
      REAPER.note(part.name(), started.pid());
      return started.awaitReady();
    }
  }

  private static final class Postgres extends Watched<PostgresPart> implements TestPostgres {

    private final AtomicInteger databases = new AtomicInteger();

    Postgres(PostgresPart part) {
      super(part);
    }

    @Override
    public String createDatabase() {
      String name = "test" + databases.incrementAndGet();
      part.createDatabase(name);
      return part.url(name);
    }

    @Override
    public synchronized String asApplication(String url) {
      part.createApplicationRole(PostgresPart.APPLICATION);
      return Databases.loggedIn(url, PostgresPart.APPLICATION, PostgresPart.APPLICATION);
    }
  }

  private static final class Kafka extends Watched<KafkaPart> implements TestKafka {

    Kafka(KafkaPart part) {
      super(part);
    }

    @Override
    public String bootstrapServers() {
      return part.bootstrapServers();
    }
  }

  private static final class Engine extends Watched<BrokerPart> implements TestEngine {

    Engine(BrokerPart part) {
      super(part);
    }

    @Override
    public URI grpcAddress() {
      return part.grpcAddress();
    }
  }
}
