package org.rempart.exporter;

import io.camunda.zeebe.exporter.api.Exporter;
import io.camunda.zeebe.exporter.api.context.Context;
import io.camunda.zeebe.exporter.api.context.Controller;
import io.camunda.zeebe.protocol.record.Record;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Sends element states, engine incidents and cancelled jobs to a Kafka topic, at least once. The
 * broker's log is kept until Kafka has acknowledged; while Kafka is away a bounded number of events
 * waits here and the rest waits in the broker's log, which goes on working. Arguments: see {@code
 * exporter/README.md}.
 */
public final class EngineEventsExporter implements Exporter {

  private static final Duration SETTLE_EVERY = Duration.ofMillis(200);

  private @Nullable Settings settings;
  private @Nullable Logger log;
  private @Nullable Controller controller;
  private @Nullable EventSender sender;
  private long seen;
  private long settled;

  @Override
  public void configure(Context context) {
    settings = Settings.of(context.getConfiguration().getArguments());
    log = context.getLogger();
    context.setFilter(new ToldRecords());
  }

  @Override
  public void open(Controller broker) {
    controller = broker;
    seen = broker.getLastExportedRecordPosition();
    settled = seen;
    sender = new EventSender(settings, seen, log);
    broker.scheduleCancellableTask(SETTLE_EVERY, this::settle);
  }

  /**
   * Throws when too many events wait for Kafka: the broker then asks again later, with growing
   * pauses.
   */
  @Override
  public void export(Record<?> source) {
    EngineEvents.of(source)
        .ifPresent(
            event -> {
              if (!sender.offer(event)) {
                throw new IllegalStateException(
                    settings.capacity() + " engine events wait for Kafka already");
              }
            });
    seen = source.getPosition();
  }

  @Override
  public void close() {
    if (sender != null) {
      settleNow();
      sender.close();
    }
  }

  /** Runs on the broker's exporting thread, as export does. */
  private void settle() {
    settleNow();
    controller.scheduleCancellableTask(SETTLE_EVERY, this::settle);
  }

  private void settleNow() {
    long position = sender.settledUpTo(seen);
    if (position > settled) {
      controller.updateLastExportedRecordPosition(position);
      settled = position;
    }
  }
}
