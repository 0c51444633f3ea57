package org.rempart.app.intake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.rempart.core.alert.intake.AlertIntake;
import org.rempart.core.alert.intake.Delivered;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;

/** Hands what Kafka delivers to the intake, a poll at a time. */
@Component
class AlertConsumer implements BatchMessageListener<byte[], byte[]> {

  /** Header that names the site, when a source serves several. */
  static final String SITE = "rempart-site";

  /** Header {@code true} on records that are played again, so that windows use their own time. */
  static final String REPLAY = "rempart-replay";

  private static final byte[] NOTHING = {};

  private final AlertIntake intake;
  private final AlertTopics topics;
  private final IntakeMeters meters;

  AlertConsumer(AlertIntake intake, AlertTopics topics, IntakeMeters meters) {
    this.intake = intake;
    this.topics = topics;
    this.meters = meters;
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
    List<Delivered> delivered = new ArrayList<>(records.size());
    records.forEach(record -> delivered.add(delivered(record)));
    meters.taken("kafka", delivered.size(), () -> intake.accept(delivered));
  }

  private Delivered delivered(ConsumerRecord<byte[], byte[]> record) {
    return new Delivered(
        AlertTopics.sourceOf(record.topic()),
        Optional.ofNullable(record.value()).orElse(NOTHING),
        text(record, SITE),
        "true".equals(text(record, REPLAY)),
        new Delivered.Position(topics.stream(record.topic()), record.partition(), record.offset()));
  }

  private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String header) {
    Header found = record.headers().lastHeader(header);
    return found == null || found.value() == null
        ? null
        : new String(found.value(), StandardCharsets.UTF_8);
  }
}
