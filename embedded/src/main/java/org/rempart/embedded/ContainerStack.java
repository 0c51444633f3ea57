package org.rempart.embedded;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The tests' stack as the official images. Written against Testcontainers 2; it was compiled but
 * never run where Rempart is built, since no container engine is there.
 */
final class ContainerStack {

  private ContainerStack() {}

  static TestPostgres postgres() {
    var container = new PostgreSQLContainer("postgres:18.6").withUsername(PostgresPart.USER);
    container.start();
    return new Postgres(container);
  }

  static TestKafka kafka() {
    var container =
        new KafkaContainer("apache/kafka:4.4.0")
            .withEnv("KAFKA_MESSAGE_MAX_BYTES", Integer.toString(KafkaPart.MAX_MESSAGE_BYTES));
    container.start();
    return new Kafka(container);
  }

  static TestEngine engine() {
    GenericContainer<?> container =
        new GenericContainer<>("camunda/zeebe:" + Layout.BROKER_VERSION)
            .withExposedPorts(26500, 9600)
            .waitingFor(
                Wait.forHttp("/actuator/health/status")
                    .forPort(9600)
                    .forStatusCodeMatching(status -> status < 300)
                    .withStartupTimeout(Duration.ofMinutes(2)));
    container.start();
    return new Engine(container);
  }

  /**
   * Docker gives a container new ports when it starts again, so faults are for the process stack.
   */
  private interface Unbreakable extends TestPart {

    @Override
    default void stop() {
      throw new UnsupportedOperationException("not with -Dstack=containers");
    }

    @Override
    default void kill() {
      stop();
    }

    @Override
    default void start() {
      stop();
    }
  }

  private record Postgres(PostgreSQLContainer container, AtomicInteger databases)
      implements TestPostgres, Unbreakable {

    Postgres(PostgreSQLContainer container) {
      this(container, new AtomicInteger());
    }

    @Override
    public String createDatabase() {
      String name = "test" + databases.incrementAndGet();
      Databases.create(url("postgres"), name);
      return url(name);
    }

    @Override
    public String asApplication(String url) {
      Databases.createRole(url("postgres"), PostgresPart.APPLICATION, PostgresPart.APPLICATION);
      return Databases.loggedIn(url, PostgresPart.APPLICATION, PostgresPart.APPLICATION);
    }

    private String url(String database) {
      return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
          .formatted(
              container.getHost(),
              container.getMappedPort(5432),
              database,
              container.getUsername(),
              container.getPassword());
    }
  }

  private record Kafka(KafkaContainer container) implements TestKafka, Unbreakable {

    @Override
    public String bootstrapServers() {
      return container.getBootstrapServers();
    }
  }

  private record Engine(GenericContainer<?> container) implements TestEngine, Unbreakable {

    @Override
    public URI grpcAddress() {
      return URI.create(
          "http://%s:%d".formatted(container.getHost(), container.getMappedPort(26500)));
    }
  }
}
