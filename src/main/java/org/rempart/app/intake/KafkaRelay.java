package org.rempart.app.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.rempart.core.incident.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends dead letters and events from the outbox to Kafka: at least once, each with its outbox row's
 * id. While Kafka is away they wait in the outbox.
 */
@Component
class KafkaRelay implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaRelay.class);
  private static final int AT_ONCE = 200;

  private final LetterBox letters;
  private final DefaultKafkaProducerFactory<String, byte[]> producers;
  private final KafkaTemplate<String, byte[]> kafka;
  private final AtomicBoolean woken = new AtomicBoolean(true);

  KafkaRelay(LetterBox letters, Outbox outbox, KafkaProperties settings) {
    this.letters = letters;
    Map<String, Object> settled = settings.buildProducerProperties();
    settled.putAll(
        Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            4 << 20,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            10_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000));
    producers =
        new DefaultKafkaProducerFactory<>(
            settled, new StringSerializer(), new ByteArraySerializer());
    kafka = new KafkaTemplate<>(producers);
    outbox.onCommit(() -> woken.set(true));
  }

  /** Looks when something was committed here, and every two seconds for what others committed. */
  @Scheduled(fixedDelay = 100)
  void wake() {
    if (woken.getAndSet(false)) {
      send();
    }
  }

  @Scheduled(fixedDelay = 2_000)
  void poll() {
    woken.set(true);
  }

  private void send() {
    try {
      while (letters.forward(AT_ONCE, this::sent) == AT_ONCE) {
        LOG.debug("More letters wait.");
      }
    } catch (DataAccessException | KafkaException | CompletionException away) {
      LOG.debug("Letters wait in the outbox: {}", away.getMessage());
    }
  }

  /** Returns when Kafka has all of them, or throws. */
  private void sent(List<ProducerRecord<String, byte[]>> records) {
    List<CompletableFuture<?>> sends = new ArrayList<>();
    records.forEach(record -> sends.add(kafka.send(record)));
    kafka.flush();
    CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).join();
  }

  @Override
  public void destroy() {
    producers.destroy();
  }
}
