package org.rempart.app.intake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.rempart.core.incident.OutboxTopic;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The outbox rows that go to Kafka, as the records they become. */
@Component
class LetterBox {

  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final TransactionTemplate transaction;

  LetterBox(JdbcClient jdbc, JsonMapper json, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.json = json;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Hands rows to the sender and deletes them once it has returned.
   *
   * @return how many there were
   */
  int forward(int atMost, Consumer<List<ProducerRecord<String, byte[]>>> sender) {
    Integer forwarded =
        transaction.execute(
            status -> {
              List<Row> rows = take(atMost);
              if (!rows.isEmpty()) {
                sender.accept(records(rows));
                delete(rows);
              }
              return rows.size();
            });
    return forwarded == null ? 0 : forwarded;
  }

  private List<Row> take(int atMost) {
    return jdbc.sql(
            """
            select id, topic, key, payload, created_at from outbox
            where topic in ('alert-rejected', 'event') and next_attempt_at <= clock_timestamp()
            order by id limit ? for update skip locked\
            """)
        .param(atMost)
        .query(
            (row, n) ->
                new Row(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    json.readValue(row.getString(4), VALUES),
                    row.getTimestamp(5).toInstant()))
        .list();
  }

  private void delete(List<Row> rows) {
    jdbc.sql("delete from outbox where id = any(?)")
        .param(rows.stream().map(Row::id).toArray(Long[]::new))
        .update();
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
