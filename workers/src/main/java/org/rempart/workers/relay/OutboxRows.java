package org.rempart.workers.relay;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.rempart.core.incident.OutboxTopic;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of the outbox that go to the engine. A taken row is leased by its next attempt, so no
 * transaction stays open over a call to the engine.
 */
@Component
class OutboxRows {

  static final List<String> TOPICS =
      List.of(
          OutboxTopic.INCIDENT_OPENED,
          OutboxTopic.INCIDENT_GROWN,
          OutboxTopic.INCIDENT_VERDICT,
          OutboxTopic.RESPONSE_ASKED,
          OutboxTopic.ACTION_SETTLED,
          OutboxTopic.TASK_COMPLETED,
          OutboxTopic.ENGINE_REPAIR);

  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final TransactionTemplate transaction;

  OutboxRows(JdbcClient jdbc, JsonMapper json, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.json = json;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Leases up to so many rows that are due, oldest first. */
  List<Row> take(int atMost) {
    return lightly(
        () ->
            jdbc.sql(
                    """
                    with due as (
                      select id from outbox where topic in (:topics) and next_attempt_at <= clock_timestamp()
                      order by id limit :limit for update skip locked)
                    update outbox o set attempts = o.attempts + 1, next_attempt_at = clock_timestamp() +
                      case when o.topic = 'incident-opened' then least(interval '30 s' * power(2, least(o.attempts, 6)), interval '10 min')
                        else interval '90 s' end
                    from due where o.id = due.id returning o.id, o.topic, o.key, o.payload, o.attempts\
                    """)
                .param("topics", TOPICS)
                .param("limit", atMost)
                .query(
                    (row, number) ->
                        new Row(
                            row.getLong("id"),
                            row.getString("topic"),
                            row.getString("key"),
                            json.readValue(row.getString("payload"), VALUES),
                            row.getInt("attempts")))
                .list());
  }

  /** Deletes rows whose matter is settled. */
  void delete(Collection<Long> ids) {
    lightly(() -> jdbc.sql("delete from outbox where id in (:ids)").param("ids", ids).update());
  }

  /** Puts a row off: one second after the first attempt, doubling, at most five minutes. */
  void putOff(long id, String error) {
    jdbc.sql(
            """
            update outbox set last_error = ?, next_attempt_at = clock_timestamp() +
              least(interval '1 s' * power(2, least(attempts - 1, 9)), interval '5 min') where id = ?\
            """)
        .params(error, id)
        .update();
  }

  /**
   * Makes every row due: the engine is back, or this application is. What was on its way may have
   * got lost, and sending it twice is harmless.
   */
  void hurry() {
    jdbc.sql(
            """
            update outbox set next_attempt_at = clock_timestamp(), last_error = null
            where topic in (:topics) and next_attempt_at > clock_timestamp()\
            """)
        .param("topics", TOPICS)
        .update();
  }

  /**
   * A lease or deletion that a crash forgets only sends the row again, so no commit waits for the
   * disk.
   */
  private <T> T lightly(java.util.function.Supplier<T> work) {
    return java.util.Objects.requireNonNull(
        transaction.execute(
            status -> {
              jdbc.sql("set local synchronous_commit = off").update();
              return work.get();
            }));
  }

  /**
   * A leased row.
   *
   * @param attempts how many times it was taken, this one included
   */
  record Row(long id, String topic, String key, Map<String, Object> payload, int attempts) {}
}
