package org.rempart.exporter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Sends events in order from a thread of its own, so that the broker never waits for Kafka. A batch
 * that fails is sent again as a whole until it is acknowledged: an event may come twice, none is
 * left out.
 */
final class EventSender implements AutoCloseable {

  private static final int BATCH = 500;

  /** What comes within this time of an event travels with it. */
  private static final Duration GATHER = Duration.ofMillis(50);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Settings settings;
  private final Logger log;
  private final BlockingQueue<EngineEvent> queue;
  private final AtomicInteger unsettled = new AtomicInteger();
  private final Thread thread;
  private volatile long acknowledged;
  private volatile boolean closed;

  /** Both are the sender thread's own. */
  private @Nullable Producer<byte[], byte[]> producer;

  private boolean away;

  /**
   * Starts the sender.
   *
   * @param position what was acknowledged before
   */
  EventSender(Settings settings, long position, Logger log) {
    this.settings = settings;
    this.log = log;
    this.acknowledged = position;
    this.queue = new ArrayBlockingQueue<>(settings.capacity());
    this.thread = new Thread(this::run, "rempart-exporter");
    // Kafka looks its own classes up here; the broker's loader does not know them.
    thread.setContextClassLoader(EventSender.class.getClassLoader());
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes an event, or says false when as many wait as may. */
  boolean offer(EngineEvent event) {
    unsettled.incrementAndGet();
    if (queue.offer(event)) {
      return true;
    }
    unsettled.decrementAndGet();
    return false;
  }

  /**
   * Up to where the broker may forget its log. To be called by the thread that offers.
   *
   * @param seen position of the newest record that was offered or passed over
   */
  long settledUpTo(long seen) {
    return unsettled.get() == 0 ? seen : acknowledged;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    List<EngineEvent> batch = new ArrayList<>(BATCH);
    try {
      while (!closed) {
        batch.add(queue.take());
        Thread.sleep(GATHER);
        queue.drainTo(batch, BATCH - 1);
        untilClosed(batch);
        batch.clear();
      }
    } catch (InterruptedException end) {
      log.debug("The exporter's sender ends");
    } finally {
      drop();
    }
  }

  private void untilClosed(List<EngineEvent> batch) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (!delivered(batch)) {
      Thread.sleep(pause);
      pause = longer(pause);
    }
    acknowledged = batch.getLast().position();
    unsettled.addAndGet(-batch.size());
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private boolean delivered(List<EngineEvent> batch) throws InterruptedException {
    try {
      if (producer == null) {
        producer = connect();
      }
      List<Future<RecordMetadata>> answers = new ArrayList<>(batch.size());
      for (EngineEvent event : batch) {
        answers.add(
            producer.send(new ProducerRecord<>(settings.topic(), event.key(), event.json())));
      }
      producer.flush();
      for (Future<RecordMetadata> answer : answers) {
        answer.get();
      }
    } catch (KafkaException | ExecutionException e) {
      notDelivered(e);
      return false;
    }
    if (away) {
      away = false;
      log.info("Kafka takes engine events again");
    }
    return true;
  }

  private void notDelivered(Exception why) {
    drop();
    if (!away) {
      away = true;
      log.warn("Kafka takes no engine events, they wait: {}", why.getMessage());
    }
  }

  /** A producer that failed is not asked again: after a fatal error it would refuse for ever. */
  private void drop() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  private Producer<byte[], byte[]> connect() {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            settings.bootstrapServers(),
            "client.id",
            "rempart-exporter",
            "acks",
            "all",
            "enable.idempotence",
            true,
            "max.block.ms",
            5_000,
            "request.timeout.ms",
            5_000,
            "delivery.timeout.ms",
            10_000,
            "linger.ms",
            0);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
