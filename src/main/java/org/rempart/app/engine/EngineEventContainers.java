package org.rempart.app.engine;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/**
 * How the engine's records are consumed: as bytes, in batches, waiting while the database is away.
 */
@Configuration("engineEventConsumers")
class EngineEventContainers {

  private static final long PAUSE_MILLIS = 2_000;

  /**
   * News of the engine may wait this long so that one transaction takes many: a busy engine tells
   * of hundreds of elements a second, which would cost more than the responses themselves.
   */
  private static final int GATHER_MILLIS = 200;

  private static final int GATHER_BYTES = 256 << 10;

  @Bean
  ConcurrentKafkaListenerContainerFactory<byte[], byte[]> engineEventContainers(
      KafkaProperties properties, KafkaConnectionDetails connection) {
    Map<String, Object> settings = properties.buildConsumerProperties();
    settings.put(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, connection.getConsumer().getBootstrapServers());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHER_BYTES);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, GATHER_MILLIS);
    var consumers =
        new DefaultKafkaConsumerFactory<>(
            settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
    factory.setConsumerFactory(consumers);
    factory.setBatchListener(true);
    factory.getContainerProperties().setMissingTopicsFatal(false);
    factory.setCommonErrorHandler(
        new DefaultErrorHandler(new FixedBackOff(PAUSE_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS)));
    return factory;
  }
}
