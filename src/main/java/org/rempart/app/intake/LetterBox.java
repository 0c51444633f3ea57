package org.rempart.app.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.rempart.core.incident.OutboxTopic;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The outbox rows that go to Kafka, as the records they become. */
@Component
class LetterBox {

  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

  /** Longer than Kafka's client tries to send; whoever dies meanwhile leaves them to the next. */
  private static final Duration HELD = Duration.ofSeconds(30);

  private final JdbcClient jdbc;
  private final JsonMapper json;

  LetterBox(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Hands rows to the sender and deletes them once it has returned. The sender may take long: it is
   * called outside any transaction, and the rows are this caller's until {@link #HELD} is over.
   *
   * @return how many there were
   */
  int forward(int atMost, Consumer<List<ProducerRecord<String, byte[]>>> sender) {
    List<Row> rows = take(atMost);
    if (rows.isEmpty()) {
      return 0;
    }
    try {
      sender.accept(records(rows));
    } catch (RuntimeException unsent) {
      giveBack(rows);
      throw unsent;
    }
    delete(rows);
    return rows.size();
  }

  private List<Row> take(int atMost) {
    return jdbc
        .sql(
            """
            with due as (
              select id from outbox where topic in ('alert-rejected', 'event') and next_attempt_at <= clock_timestamp()
              order by id limit ? for update skip locked)
            update outbox o set next_attempt_at = clock_timestamp() + make_interval(secs => ?) from due where o.id = due.id
            returning o.id, o.topic, o.key, o.payload, o.created_at\
            """)
        .params(atMost, HELD.toSeconds())
        .query(
            (row, n) ->
                new Row(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    json.readValue(row.getString(4), VALUES),
                    row.getTimestamp(5).toInstant()))
        .list()
        .stream()
        .sorted(Comparator.comparingLong(Row::id))
        .toList();
  }

  /** They are the first again, so that an incident's events keep their order. */
  private void giveBack(List<Row> rows) {
    jdbc.sql("update outbox set next_attempt_at = clock_timestamp() where id = any(?)")
        .param(ids(rows))
        .update();
  }

  private void delete(List<Row> rows) {
    jdbc.sql("delete from outbox where id = any(?)").param(ids(rows)).update();
  }

  private static Long[] ids(List<Row> rows) {
    return rows.stream().map(Row::id).toArray(Long[]::new);
  }

  private List<ProducerRecord<String, byte[]>> records(List<Row> rows) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (Row row : rows) {
      if (row.topic().equals(OutboxTopic.ALERT_REJECTED)) {
        records.addAll(deadLetter(row));
      } else {
        records.add(event(row));
      }
    }
    return records;
  }

  /** What was sent, with the reason in headers. */
  private List<ProducerRecord<String, byte[]>> deadLetter(Row row) {
    return jdbc.sql(
            "select raw, source, origin, field, reason, site_id from rejected_alert where id = ?")
        .param(UUID.fromString(row.key()))
        .query(
            (found, n) -> {
              var letter =
                  new ProducerRecord<>(AlertTopics.REJECTED, row.key(), found.getBytes("raw"));
              for (String header : List.of("source", "origin", "field", "reason")) {
                letter
                    .headers()
                    .add(
                        "rempart-" + header,
                        found.getString(header).getBytes(StandardCharsets.UTF_8));
              }
              letter
                  .headers()
                  .add("rempart-site", found.getString("site_id").getBytes(StandardCharsets.UTF_8));
              return letter;
            })
        .list();
  }

  /** CloudEvents 1.0, structured JSON. */
  private ProducerRecord<String, byte[]> event(Row row) {
    Map<String, Object> data = new LinkedHashMap<>(row.payload());
    Object type = data.remove("type");
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", "outbox-" + row.id());
    event.put("source", "/rempart/incidents");
    event.put("type", "org.rempart." + (type == null ? "incident.changed" : type));
    event.put("subject", row.key());
    event.put("time", OffsetDateTime.ofInstant(row.at(), ZoneOffset.UTC).toString());
    event.put("datacontenttype", "application/json");
    event.put("data", data);
    var record = new ProducerRecord<>(AlertTopics.EVENTS, row.key(), json.writeValueAsBytes(event));
    record
        .headers()
        .add(
            "content-type",
            "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private record Row(long id, String topic, String key, Map<String, Object> payload, Instant at) {}
}
