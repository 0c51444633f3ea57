package org.rempart.bench.stack;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends alerts as a SIEM does, by Kafka or HTTP, and insists until each is acknowledged. */
public final class Siem implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private final Application application;
  private final KafkaProducer<byte[], byte[]> producer;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

  public Siem(Application application) {
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
   * Sends one alert by Kafka.
   *
   * @param site where it happened
   * @return whether Kafka has acknowledged it in the end
   */
  public CompletableFuture<Boolean> byKafka(String source, String site, byte[] alert) {
    CompletableFuture<Boolean> acknowledged = new CompletableFuture<>();
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>("rempart.alerts." + source, alert);
    message.headers().add("rempart-site", site.getBytes(StandardCharsets.UTF_8));
    senders.execute(
        () -> producer.send(message, (metadata, fault) -> acknowledged.complete(fault == null)));
    return acknowledged;
  }

  /**
   * Sends one alert by HTTP, with the same key until the answer is 202.
   *
   * @param site where it happened
   * @return whether it was acknowledged in the end
   */
  public CompletableFuture<Boolean> byHttp(String source, String site, String key, byte[] alert) {
    String path = "/api/v1/sources/%s/alerts?site=%s".formatted(source, site);
    HttpRequest request =
        HttpRequest.newBuilder(application.address(path))
            .header("Authorization", "Bearer " + application.token())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .timeout(Duration.ofSeconds(5))
            .POST(HttpRequest.BodyPublishers.ofByteArray(alert))
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
