package org.rempart.bench.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postgresql.PGConnection;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * What the intake is measured against: reads each record, copies its fields and its bytes into one
 * plain table, commits each poll, and nothing else.
 */
final class BarePipeline {

  private static final int POLL = 4_000;

  private final String servers;
  private final String database;
  private final ObjectReader csv =
      CsvMapper.builder().enable(CsvReadFeature.WRAP_AS_ARRAY).build().readerFor(String[][].class);

  BarePipeline(String servers, String database) {
    this.servers = servers;
    this.database = database;
  }

  /** Takes that many records of the topic in, from its beginning; returns the time it took. */
  Duration take(String topic, int records) throws SQLException, IOException {
    var bytes = new ByteArrayDeserializer();
    try (Connection connection = DriverManager.getConnection(database);
        var consumer = new KafkaConsumer<byte[], byte[]>(settings(), bytes, bytes)) {
      prepare(connection);
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      consumer.position(partition);
      long start = System.nanoTime();
      for (int taken = 0; taken < records; ) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofSeconds(1));
        copy(connection, polled);
        connection.commit();
        taken += polled.count();
      }
      return Duration.ofNanos(System.nanoTime() - start);
    }
  }

  private Map<String, Object> settings() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        servers,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        POLL,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
        8 << 20,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false);
  }

  private static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create table if not exists bare (time bigint, name text, ip inet, host text, short text,"
              + " raw bytea)");
    }
    connection.setAutoCommit(false);
  }

  private void copy(Connection connection, ConsumerRecords<byte[], byte[]> polled)
      throws SQLException, IOException {
    StringBuilder rows = new StringBuilder();
    for (ConsumerRecord<byte[], byte[]> record : polled) {
      String[][] line = csv.readValue(new String(record.value(), StandardCharsets.UTF_8));
      rows.append(String.join("\t", line[0])).append("\t\\\\x");
      rows.append(HexFormat.of().formatHex(record.value())).append('\n');
    }
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn(
            "copy bare from stdin",
            new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
