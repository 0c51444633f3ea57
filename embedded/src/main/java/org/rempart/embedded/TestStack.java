package org.rempart.embedded;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, Kafka and Camunda for integration tests: each is started when first asked for, once
 * per JVM, on free loopback ports and a temporary folder, and is gone when the JVM is, however that
 * ends.
 *
 * <pre>{@code
 * String url = TestStack.postgres().createDatabase();
 * String servers = TestStack.kafka().bootstrapServers();
 * URI engine = TestStack.engine().grpcAddress();
 * }</pre>
 *
 * With {@code -Dstack=containers} the official images are used instead, through Testcontainers,
 * which the test's module must then have on its class path. Thread-safe.
 */
public final class TestStack {

  private static final boolean CONTAINERS = "containers".equals(System.getProperty("stack"));

  private static final Once<TestPostgres> POSTGRES =
      new Once<>(() -> CONTAINERS ? ContainerStack.postgres() : ProcessStack.postgres());
  private static final Once<TestKafka> KAFKA =
      new Once<>(() -> CONTAINERS ? ContainerStack.kafka() : ProcessStack.kafka());
  private static final Once<TestEngine> ENGINE =
      new Once<>(() -> CONTAINERS ? ContainerStack.engine() : ProcessStack.engine());

  private TestStack() {}

  /** The JVM's PostgreSQL, started in about two seconds when first asked for. */
  public static TestPostgres postgres() {
    return POSTGRES.get();
  }

  /** The JVM's Kafka, started in about five seconds when first asked for. */
  public static TestKafka kafka() {
    return KAFKA.get();
  }

  /** The JVM's Camunda broker, started in ten to fifteen seconds when first asked for. */
  public static TestEngine engine() {
    return ENGINE.get();
  }

  private static final class Once<T> {

    private final Supplier<T> start;
    private @Nullable T started;

    Once(Supplier<T> start) {
      this.start = start;
    }

    synchronized T get() {
      if (started == null) {
        started = start.get();
      }
      return started;
    }
  }
}
