package org.rempart.bench.contain;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.rempart.embedded.Layout;
import org.rempart.embedded.Ports;
import org.rempart.embedded.TestStack;
import tools.jackson.databind.json.JsonMapper;

/**
 * The application as it is shipped, in a process of its own, on a stack that ends with the bench.
 */
final class Application implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final Practice practice;
  private final String databaseUrl;
  private final KafkaProducer<byte[], byte[]> producer;

  private Application(
      Process process,
      Practice practice,
      String databaseUrl,
      KafkaProducer<byte[], byte[]> producer) {
    this.process = process;
    this.practice = practice;
    this.databaseUrl = databaseUrl;
    this.producer = producer;
  }

  /** Starts everything and waits until the application is ready. */
  static Application start(Firewall firewall) throws Exception {
    String servers = TestStack.kafka().bootstrapServers();
    String database = TestStack.postgres().createDatabase();
    Practice practice = Practice.start();
    int port = Ports.free();
    Path log = Files.createTempFile("rempart-bench-application-", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(java(), "-Xmx512m", "-jar", jar().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("SPRING_DATASOURCE_URL", database);
    environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", servers);
    environment.put("REMPART_ENGINE_GRPC_ADDRESS", TestStack.engine().grpcAddress().toString());
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("SPRING_APPLICATION_JSON", settings(firewall, practice));
    Process process = builder.start();
    awaitReady(process, port, log);
    return new Application(process, practice, database, producer(servers));
  }

  /** A new connection to the application's database. */
  Connection database() throws SQLException {
    return DriverManager.getConnection(databaseUrl);
  }

  /** Hands one alert to Kafka: a brute force by this attacker, seen by Suricata. */
  void alert(String attacker) {
    producer.send(new ProducerRecord<>("rempart.alerts.suricata", eve(attacker)));
  }

  private static byte[] eve(String attacker) {
    String line =
        """
        {"timestamp":"%s","flow_id":%d,"event_type":"alert","src_ip":"%s","src_port":40000,"dest_ip":"10.20.0.10","dest_port":22,\
        "proto":"TCP","app_proto":"ssh","alert":{"action":"allowed","gid":1,"signature_id":1000006,"rev":1,\
        "signature":"BRUTEFORCE SSH repeated login attempts","category":"Attempted Administrator Privilege Gain","severity":1,\
        "metadata":{"mitre_technique_id":["T1110"],"mitre_tactic_id":["TA0006"]}}}\
        """
            .formatted(Instant.now(), attacker.hashCode() & 0xffffffffL, attacker);
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private static String settings(Firewall firewall, Practice practice) {
    List<Map<String, Object>> connectors =
        List.of(firewall.settings(practice.url()), practice.tickets(), practice.mail());
    return JSON.writeValueAsString(
        Map.of(
            "rempart",
            Map.of(
                "connectors",
                connectors,
                "notify",
                Map.of("responders", List.of("duty@hospital.example"), "managers", List.of()))));
  }

  private static KafkaProducer<byte[], byte[]> producer(String servers) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", servers, "linger.ms", 0, "acks", "all"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void awaitReady(Process process, int port, Path log) throws Exception {
    HttpRequest health =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health")).build();
    Instant deadline = Instant.now().plus(PATIENCE);
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!answers(http, health)) {
        if (!process.isAlive() || Instant.now().isAfter(deadline)) {
          process.destroyForcibly();
          throw new IllegalStateException("The application did not start; see " + log);
        }
        Thread.sleep(200);
      }
    }
  }

  private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path jar() {
    Path jar = Layout.find().application();
    if (jar == null) {
      throw new IllegalStateException(
          "The application is not built: run mvn -DskipTests package first.");
    }
    return jar;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  @Override
  public void close() throws InterruptedException {
    producer.close(Duration.ofSeconds(2));
    process.destroy();
    process.waitFor();
    practice.close();
  }
}
