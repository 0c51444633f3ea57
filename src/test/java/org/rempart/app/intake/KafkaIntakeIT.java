package org.rempart.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.rempart.app.BruteForce;
import org.rempart.embedded.TestStack;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** The whole application with PostgreSQL and Kafka; the engine is away, which intake must bear. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class KafkaIntakeIT {

  @Autowired JdbcTemplate jdbc;

  @DynamicPropertySource
  static void parts(DynamicPropertyRegistry registry) {
    String url = TestStack.postgres().createDatabase();
    registry.add("spring.datasource.url", () -> url);
    registry.add("spring.kafka.bootstrap-servers", TestStack.kafka()::bootstrapServers);
    registry.add("rempart.engine.grpc-address", () -> "http://127.0.0.1:1");
  }

  @Test
  void anAlertFromKafkaBecomesAnIncident() {
    try (var producer = BruteForce.sensor()) {
      producer.send(new ProducerRecord<>("rempart.alerts.suricata", BruteForce.by("203.0.113.7")));
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(jdbc.queryForList("select title from incident", String.class))
                    .contains("SSH brute force (203.0.113.7 → 10.0.1.7)"));
  }

  @Test
  void whatCantBeUsedGoesOutAsItCameWithItsReason() throws Exception {
    byte[] incomplete =
        "{\"event_type\":\"alert\",\"timestamp\":\"2026-03-01T08:00:00Z\"}"
            .getBytes(StandardCharsets.UTF_8);
    try (var producer = BruteForce.sensor();
        var letters = consumer("rempart.alerts.rejected")) {
      producer.send(new ProducerRecord<>("rempart.alerts.suricata", incomplete));
      var letter = next(letters);
      assertThat(letter.value()).isEqualTo(incomplete);
      assertThat(header(letter, "rempart-source")).isEqualTo("suricata");
      assertThat(header(letter, "rempart-field")).isEqualTo("alert.signature");
      assertThat(header(letter, "rempart-reason")).isNotBlank();
      assertThat(header(letter, "rempart-origin")).contains("suricata");
    }
  }

  @Test
  void anOpenedIncidentGoesOutAsACloudEvent() throws Exception {
    try (var producer = BruteForce.sensor();
        var events = consumer("rempart.events")) {
      producer.send(new ProducerRecord<>("rempart.alerts.suricata", BruteForce.by("203.0.113.8")));
      var record = next(events);
      assertThat(header(record, "content-type")).startsWith("application/cloudevents+json");
      var event = JsonMapper.shared().readTree(record.value());
      assertThat(event.path("specversion").asString()).isEqualTo("1.0");
      assertThat(event.path("type").asString()).isEqualTo("org.rempart.incident.opened");
      assertThat(event.path("id").asString()).isNotBlank();
      assertThat(event.path("source").asString()).isEqualTo("/rempart/incidents");
      assertThat(event.path("data").path("severity").asString()).isEqualTo("HIGH");
      assertThat(
              jdbc.queryForObject(
                  "select title from incident where id = ?::uuid",
                  String.class,
                  event.path("subject").asString()))
          .contains("203.0.113.8");
    }
  }

  /** Reads what comes from now on. */
  private static KafkaConsumer<byte[], byte[]> consumer(String topic) {
    var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", TestStack.kafka().bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> consumer.partitionsFor(topic), found -> found != null && !found.isEmpty())
            .stream()
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return consumer;
  }

  private static ConsumerRecord<byte[], byte[]> next(KafkaConsumer<byte[], byte[]> consumer) {
    for (int tries = 0; tries < 30; tries++) {
      var records = consumer.poll(Duration.ofSeconds(1));
      if (!records.isEmpty()) {
        return records.iterator().next();
      }
    }
    throw new AssertionError("nothing came");
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
