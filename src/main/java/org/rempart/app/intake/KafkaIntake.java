package org.rempart.app.intake;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Runs the consumer of alerts. A batch that can't be committed is tried again until it can: only
 * the database's absence gets that far, and then nothing must be rejected.
 */
@Component
class KafkaIntake implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaIntake.class);
  private static final String GROUP = "rempart-intake";

  /** Between tries while the database is away, in milliseconds. */
  private static final long PAUSE = 500;

  private final KafkaProperties kafka;
  private final AlertTopics topics;
  private final AlertConsumer consumer;
  private final StreamSeeker seeker;
  private final IntakeSettings settings;
  private volatile @Nullable ConcurrentMessageListenerContainer<byte[], byte[]> container;
  private volatile boolean topicsMade;

  KafkaIntake(
      KafkaProperties kafka,
      AlertTopics topics,
      AlertConsumer consumer,
      StreamSeeker seeker,
      IntakeSettings settings) {
    this.kafka = kafka;
    this.topics = topics;
    this.consumer = consumer;
    this.seeker = seeker;
    this.settings = settings;
  }

  @Override
  public void start() {
    if (settings.kafka()) {
      var made = make();
      made.start();
      container = made;
    }
  }

  private ConcurrentMessageListenerContainer<byte[], byte[]> make() {
    ContainerProperties properties = new ContainerProperties(topics.incoming());
    properties.setMessageListener(consumer);
    properties.setConsumerRebalanceListener(seeker);
    properties.setSyncCommits(false);
    Map<String, Object> settled = kafka.buildConsumerProperties();
    settled.putAll(
        Map.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            GROUP,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            settings.batch(),
            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
            5_000,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            8 << 20));
    var made =
        new ConcurrentMessageListenerContainer<byte[], byte[]>(
            new DefaultKafkaConsumerFactory<>(settled), properties);
    made.setBeanName("rempart-intake");
    made.setCommonErrorHandler(
        new DefaultErrorHandler(new FixedBackOff(PAUSE, FixedBackOff.UNLIMITED_ATTEMPTS)));
    return made;
  }

  /** Makes the topics as soon as Kafka is there. */
  @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
  void makeTopics() {
    if (topicsMade || !settings.kafka()) {
      return;
    }
    try {
      topics.create();
      topicsMade = true;
    } catch (org.springframework.kafka.KafkaException
        | KafkaException
        | IllegalStateException away) {
      LOG.debug("Kafka is away; its topics are made later.", away);
    }
  }

  @Override
  public void stop() {
    var running = container;
    if (running != null) {
      running.stop();
      container = null;
    }
  }

  @Override
  public boolean isRunning() {
    return container != null;
  }
}
