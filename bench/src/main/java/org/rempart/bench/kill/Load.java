package org.rempart.bench.kill;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.rempart.bench.stack.Application;
import org.rempart.bench.stack.BenchAlert;
import org.rempart.bench.stack.Pace;

/**
 * Sends alerts as a SIEM does, by Kafka and HTTP in turn, and insists until each is acknowledged.
 */
final class Load implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Application application;
  private final KafkaProducer<byte[], byte[]> producer;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private int next;

  Load(Application application) {
    this.application = application;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                application.kafka(),
                "acks",
                "all",
                "enable.idempotence",
                "true",
                "delivery.timeout.ms",
                (int) PATIENCE.toMillis(),
                "request.timeout.ms",
                5_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Sends so many alerts, each by an attacker of its own.
   *
   * @return the attackers whose alerts were acknowledged
   */
  List<String> play(int alerts, int perSecond) {
    List<CompletableFuture<Boolean>> acknowledgements = new ArrayList<>();
    List<String> attackers = new ArrayList<>();
    Pace pace = new Pace(perSecond);
    for (int i = 0; i < alerts; i++) {
      pace.await();
      String attacker = BenchAlert.attacker(next++);
      attackers.add(attacker);
      acknowledgements.add(i % 2 == 0 ? byKafka(attacker) : byHttp(attacker));
    }
    List<String> acknowledged = new ArrayList<>();
    for (int i = 0; i < alerts; i++) {
      if (acknowledgements.get(i).join()) {
        acknowledged.add(attackers.get(i));
      }
    }
    return acknowledged;
  }

  private CompletableFuture<Boolean> byKafka(String attacker) {
    CompletableFuture<Boolean> acknowledged = new CompletableFuture<>();
    ProducerRecord<byte[], byte[]> alert =
        new ProducerRecord<>("rempart.alerts.suricata", BenchAlert.eve(attacker));
    senders.execute(
        () -> producer.send(alert, (metadata, fault) -> acknowledged.complete(fault == null)));
    return acknowledged;
  }

  private CompletableFuture<Boolean> byHttp(String attacker) {
    HttpRequest request =
        HttpRequest.newBuilder(application.address("/api/v1/sources/suricata/alerts"))
            .header("Authorization", "Bearer " + application.token())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", attacker)
            .timeout(Duration.ofSeconds(5))
            .POST(HttpRequest.BodyPublishers.ofByteArray(BenchAlert.eve(attacker)))
            .build();
    return CompletableFuture.supplyAsync(() -> insist(request), senders);
  }

  /** Repeats with the same key until the answer is 202, as a SIEM's output does. */
  private boolean insist(HttpRequest request) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 202) {
          return true;
        }
        Thread.sleep(300);
      } catch (IOException e) {
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private static void pause() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
    senders.close();
    http.close();
  }
}
