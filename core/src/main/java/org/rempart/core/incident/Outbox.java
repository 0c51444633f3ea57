package org.rempart.core.incident;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Work for the engine and for Kafka that commits with the change it tells of; relays take it from
 * the table.
 */
@Component
public class Outbox {

  /**
   * A row that was taken once does not count, also when it is to be sent again: its reader may have
   * it, and take the next sending for a repeat. Never waits for a lock.
   */
  private static final String ONCE =
      """
      with waiting as (
        select id from outbox where topic = :topic and key = :key and attempts = 0
        limit 1 for update skip locked)
      insert into outbox (topic, key, next_attempt_at)
      select :topic, :key, clock_timestamp() + make_interval(secs => :wait) where not exists (select from waiting)
      returning id\
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final CopyOnWriteArrayList<Runnable> relays = new CopyOnWriteArrayList<>();

  Outbox(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Leaves one row, in the caller's transaction, and wakes the relays once that has committed.
   *
   * @param topic which relay takes it, one of the constants of {@link OutboxTopic}
   * @param key what the row is about, for example the incident's id
   * @param payload small values that the relay needs; may be empty
   */
  public void put(String topic, String key, Map<String, ?> payload) {
    jdbc.sql("insert into outbox (topic, key, payload) values (?, ?, ?::jsonb)")
        .params(topic, key, json.writeValueAsString(payload))
        .update();
    wakeAfterCommit();
  }

  /**
   * Leaves one row, due after a while, unless one about the same waits already: for notices whose
   * reader looks for itself what there is. A waiting one is held back until the caller's
   * transaction ends, so that its reader finds what that changes, too. One that a relay has taken
   * does not count, as its reader may have looked already.
   *
   * @return the id of the row that was left; empty when one waits already
   */
  public Optional<Long> putOnce(String topic, String key, Duration wait) {
    Optional<Long> left =
        jdbc.sql(ONCE)
            .param("topic", topic)
            .param("key", key)
            .param("wait", wait.toNanos() / 1e9)
            .query(Long.class)
            .optional();
    if (left.isEmpty()) {
      // A relay may have come by while the row was held.
      wakeAfterCommit();
    } else {
      wakeAfterCommit(wait);
    }
    return left;
  }

  /**
   * Wakes the relays after the caller's transaction; for callers that write rows in bulk
   * themselves.
   */
  public void wakeAfterCommit() {
    afterCommit(this::wake);
  }

  private void wakeAfterCommit(Duration wait) {
    Executor later = CompletableFuture.delayedExecutor(wait.toMillis() + 1, TimeUnit.MILLISECONDS);
    afterCommit(() -> later.execute(this::wake));
  }

  private static void afterCommit(Runnable work) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      work.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }

  /**
   * Registers a relay's wake-up call, which must not block. Relays poll besides, as another
   * instance may have written the row.
   */
  public void onCommit(Runnable relay) {
    relays.add(relay);
  }

  private void wake() {
    relays.forEach(Runnable::run);
  }
}
