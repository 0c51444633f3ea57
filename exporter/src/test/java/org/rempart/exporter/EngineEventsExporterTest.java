package org.rempart.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.camunda.zeebe.exporter.test.ExporterTestConfiguration;
import io.camunda.zeebe.exporter.test.ExporterTestContext;
import io.camunda.zeebe.exporter.test.ExporterTestController;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * With a Kafka that is away; what it does with one that is there is tested with a real broker, in
 * the embedded stack's tests.
 */
class EngineEventsExporterTest {

  /** The discard port: nothing listens there. */
  private static final String NOBODY = "127.0.0.1:9";

  private final EngineEventsExporter exporter = new EngineEventsExporter();
  private final ExporterTestController controller = new ExporterTestController();

  @AfterEach
  void close() {
    exporter.close();
  }

  @Test
  void whileKafkaIsAwayTheBrokersLogIsKeptAndExportReturnsAtOnce() {
    open(Map.of("bootstrapservers", NOBODY));

    long before = System.nanoTime();
    for (int position = 1; position <= 1_000; position++) {
      exporter.export(Records.element(position, ProcessInstanceIntent.ELEMENT_COMPLETED));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - before);
    controller.runScheduledTasks(Duration.ofSeconds(1));

    assertThat(took).isLessThan(Duration.ofSeconds(2));
    assertThat(controller.getPosition()).isNotPositive();
  }

  @Test
  void whenTooManyWaitTheBrokerIsAskedToComeBackAndNothingIsHeldBeyondTheLimit() {
    open(Map.of("bootstrapservers", NOBODY, "capacity", "2"));

    assertThatIllegalStateException()
        .isThrownBy(
            () -> {
              for (int position = 1; position <= 1_000; position++) {
                exporter.export(Records.element(position, ProcessInstanceIntent.ELEMENT_COMPLETED));
              }
            })
        .withMessageContaining("wait for Kafka");
  }

  @Test
  void recordsThatAreNotToldAreSettledWithoutKafka() {
    open(Map.of("bootstrapservers", NOBODY));

    exporter.export(Records.element(5, ProcessInstanceIntent.ELEMENT_ACTIVATING));
    controller.runScheduledTasks(Duration.ofSeconds(1));

    assertThat(controller.getPosition()).isEqualTo(5);
  }

  @Test
  void aMissingAddressIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(Map.of()))
        .withMessageContaining("bootstrapServers");
  }

  private void open(Map<String, Object> arguments) {
    var configuration = new ExporterTestConfiguration<Object>("rempart", arguments, Map::copyOf);
    exporter.configure(new ExporterTestContext().setConfiguration(configuration));
    exporter.open(controller);
  }
}
