package org.rempart.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.embedded.TestPart;
import org.rempart.embedded.TestStack;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole application, as the owner of its database, while one of its parts is killed and comes
 * back: the console says what is away, an alert that was handed over meanwhile is kept, and its
 * process starts by itself.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class PartsAwayIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Autowired private JdbcClient jdbc;
  @LocalServerPort private int port;

  private final HttpClient http = HttpClient.newHttpClient();
  private KafkaProducer<byte[], byte[]> producer;
  private Visitor awa;

  @DynamicPropertySource
  static void parts(DynamicPropertyRegistry registry) {
    var database = TestStack.postgres().createDatabase();
    registry.add("spring.datasource.url", () -> database);
    registry.add("spring.kafka.bootstrap-servers", TestStack.kafka()::bootstrapServers);
    registry.add("rempart.engine.grpc-address", TestStack.engine()::grpcAddress);
    registry.add("rempart.credentials-file", () -> RunningApp.credentials().toString());
  }

  @BeforeEach
  void everythingIsThere() throws Exception {
    producer = BruteForce.sensor();
    awa = Visitor.signedIn(port, "awa");
    await().atMost(PATIENCE).until(() -> !tasks().contains("class=\"away\""));
  }

  @AfterEach
  void close() {
    producer.close(Duration.ofSeconds(1));
  }

  @Test
  void whoOwnsTheDatabaseIsToldThatItCouldAlterTheAudit() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(awa.page("/system").body())
                    .contains(
                        "possède les tables de l’audit", "the application&#39;s role rempart"));
  }

  @Test
  void withoutTheEngineAlertsBecomeIncidentsThatStartWhenItIsBack() throws Exception {
    whileAway(
        TestStack.engine(),
        () -> {
          awaitSaid("Le moteur de processus ne répond pas");
          byKafka("198.51.100.1");
          await().atMost(PATIENCE).until(() -> incidents("198.51.100.1") == 1);
          return claimed("198.51.100.1");
        });
    awaitHandled("198.51.100.1");
  }

  @Test
  void withoutKafkaAlertsComeOverHttpAndItsOwnComeLater() throws Exception {
    whileAway(
        TestStack.kafka(),
        () -> {
          awaitSaid("Kafka ne répond pas");
          assertThat(byHttp("198.51.100.2")).isEqualTo(202);
          return incidents("198.51.100.2");
        });
    byKafka("198.51.100.3");
    awaitHandled("198.51.100.2");
    awaitHandled("198.51.100.3");
  }

  @Test
  void withoutTheDatabaseNothingIsAcknowledgedAndWhatKafkaHoldsComesLater() throws Exception {
    whileAway(
        TestStack.postgres(),
        () -> {
          await().atMost(PATIENCE).until(() -> tasks().contains("base de données"));
          await()
              .atMost(PATIENCE)
              .untilAsserted(
                  () -> assertThat(awa.page("/system").body()).contains("rien n’est perdu"));
          assertThat(byHttp("198.51.100.4")).isEqualTo(503);
          byKafka("198.51.100.5");
          return null;
        });
    assertThat(byHttp("198.51.100.4")).isEqualTo(202);
    awaitHandled("198.51.100.4");
    awaitHandled("198.51.100.5");
  }

  private void whileAway(TestPart part, Callable<?> meanwhile) throws Exception {
    part.kill();
    try {
      meanwhile.call();
    } finally {
      part.start();
    }
  }

  private void awaitSaid(String words) {
    await().atMost(PATIENCE).until(() -> tasks().contains(words));
  }

  /** One incident, claimed by a process, and the console says nothing is away any more. */
  private void awaitHandled(String attacker) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(DataAccessException.class)
        .until(() -> claimed(attacker) == 1);
    assertThat(incidents(attacker)).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> !tasks().contains("class=\"away\""));
  }

  private String tasks() throws Exception {
    return awa.page("/tasks").body();
  }

  private long incidents(String attacker) {
    return count("select count(*) from incident where title like ?", attacker);
  }

  private long claimed(String attacker) {
    return count(
        "select count(*) from incident where title like ? and claimed_at is not null", attacker);
  }

  private long count(String sql, String attacker) {
    return jdbc.sql(sql).param("%(" + attacker + " %").query(Long.class).single();
  }

  private void byKafka(String attacker) {
    producer.send(new ProducerRecord<>("rempart.alerts.suricata", BruteForce.by(attacker)));
  }

  private int byHttp(String attacker) throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/api/v1/sources/suricata/alerts"))
            .header("Authorization", "Bearer " + RunningApp.TOKEN)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", attacker)
            .POST(BodyPublishers.ofByteArray(BruteForce.by(attacker)))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }
}
