package org.rempart.app.intake;

import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.rempart.core.alert.intake.StreamOffsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.stereotype.Component;

/**
 * Lets the consumer go on where the database stands. When it can't be asked just now, Kafka's own
 * offset does: it is never ahead, and the intake skips what it knows.
 */
@Component
class StreamSeeker implements ConsumerAwareRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(StreamSeeker.class);

  private final AlertTopics topics;
  private final StreamOffsets offsets;

  StreamSeeker(AlertTopics topics, StreamOffsets offsets) {
    this.topics = topics;
    this.offsets = offsets;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    topics.forget();
    try {
      for (TopicPartition partition : partitions) {
        offsets
            .next(topics.stream(partition.topic()), partition.partition())
            .ifPresent(next -> consumer.seek(partition, next));
      }
    } catch (DataAccessException | KafkaException away) {
      LOG.warn(
          "Where the streams stand is not known now; what was taken in is skipped: {}",
          away.getMessage());
    }
  }
}
