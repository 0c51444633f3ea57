package org.rempart.bench.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Lays rows in a topic so that consumers see all of them at one moment. */
final class Feed {

  private final String servers;

  Feed(String servers) {
    this.servers = servers;
  }

  /** Makes the topic, with one partition, unless it is there. */
  void make(String topic) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      if (!admin.listTopics().names().get().contains(topic)) {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
      }
    }
  }

  /**
   * Sends the rows in one transaction.
   *
   * @return the time of its end, by {@link System#nanoTime()}: from then on they can be read
   */
  long send(String topic, List<LabelledRow> rows) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "bench-" + topic,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            300_000,
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            1 << 18,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            64L << 20);
    var bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<byte[], byte[]>(settings, bytes, bytes)) {
      producer.initTransactions();
      producer.beginTransaction();
      rows.forEach(row -> producer.send(new ProducerRecord<>(topic, 0, null, utf8(row.line()))));
      producer.flush();
      long seen = System.nanoTime();
      producer.commitTransaction();
      return seen;
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
