package org.rempart.bench.contain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.rempart.bench.firewall.Firewall;
import org.rempart.bench.stack.Application;
import org.rempart.bench.stack.BenchAlert;
import org.rempart.bench.stack.Pace;
import org.rempart.bench.stack.StageTimes;

/**
 * Plays one alert for each incident, each from an attacker of its own, and reads the journal's
 * times.
 */
final class Containment implements AutoCloseable {

  static final String EXECUTED = "action executed";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TIMES =
      """
      select distinct on (a.target) a.target, i.opened_at, i.claimed_at, r.created_at, a.planned_at, a.executed_at, a.verified_at
        from action a join response r on r.id = a.response_id join incident i on i.id = a.incident_id
       where a.capability = 'network.block-address' and a.verified_at is not null and a.target = any (?)\
      """;

  private final Application application;
  private final Firewall firewall;
  private final KafkaProducer<byte[], byte[]> producer;
  private int nextAttacker;

  Containment(Application application, Firewall firewall) {
    this.application = application;
    this.firewall = firewall;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", application.kafka(), "linger.ms", 0, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  Stages run(int perSecond, Duration duration) throws Exception {
    StageTimes before = application.stageTimes();
    Map<String, Instant> produced =
        produce(perSecond, Math.toIntExact(perSecond * duration.toSeconds()));
    awaitVerified(produced);
    Stages stages =
        new Stages(
            produced.size(),
            firewall.doubled().stream().filter(produced::containsKey).toList(),
            application.stageTimes().since(before));
    read(produced, stages);
    return stages;
  }

  private Map<String, Instant> produce(int perSecond, int total) {
    Map<String, Instant> produced = new LinkedHashMap<>();
    Pace pace = new Pace(perSecond);
    for (int i = 0; i < total; i++) {
      pace.await();
      String attacker = BenchAlert.attacker(nextAttacker++);
      produced.put(attacker, Instant.now());
      producer.send(new ProducerRecord<>("rempart.alerts.suricata", BenchAlert.eve(attacker)));
    }
    return produced;
  }

  private void awaitVerified(Map<String, Instant> produced)
      throws SQLException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (count(produced) < produced.size() && Instant.now().isBefore(deadline)) {
      Thread.sleep(250);
    }
  }

  private int count(Map<String, Instant> produced) throws SQLException {
    try (Connection connection = application.database();
        PreparedStatement statement = times(connection, produced);
        ResultSet rows = statement.executeQuery()) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      return count;
    }
  }

  private void read(Map<String, Instant> produced, Stages stages) throws SQLException {
    try (Connection connection = application.database();
        PreparedStatement statement = times(connection, produced);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String target = rows.getString(1);
        stages.add(produced.get(target), marks(rows), firewall.blockedAt(target));
      }
    }
  }

  private static PreparedStatement times(Connection connection, Map<String, Instant> produced)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(TIMES);
    statement.setArray(1, connection.createArrayOf("text", produced.keySet().toArray()));
    return statement;
  }

  private static Map<String, Instant> marks(ResultSet row) throws SQLException {
    Map<String, Instant> marks = new LinkedHashMap<>();
    marks.put("Kafka, intake: incident opened", instant(row, 2));
    marks.put("outbox, engine: claimed", instant(row, 3));
    marks.put("engine: response begun", instant(row, 4));
    marks.put("guardrails, journal: planned", instant(row, 5));
    marks.put(EXECUTED, instant(row, 6));
    marks.put("read back: verified", instant(row, 7));
    return marks;
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value.toInstant();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
