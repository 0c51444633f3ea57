package org.rempart.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.rempart.embedded.TestStack;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

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
    try (var producer = producer()) {
      producer.send(new ProducerRecord<>("rempart.alerts.suricata", alert()));
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(jdbc.queryForList("select title from incident", String.class))
                    .containsExactly("SSH brute force (203.0.113.7 → 10.0.0.5)"));
  }

  private static byte[] alert() {
    return """
    {"timestamp":"%s","event_type":"alert","src_ip":"203.0.113.7","dest_ip":"10.0.0.5",
     "alert":{"gid":1,"signature_id":7,"signature":"SSH brute force","category":"","severity":1}}
    """
        .formatted(Instant.now())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", TestStack.kafka().bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
