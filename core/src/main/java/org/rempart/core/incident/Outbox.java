package org.rempart.core.incident;

import java.time.Duration;
import java.util.Map;
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
   * Wakes the relays after the caller's transaction; for callers that write rows in bulk
   * themselves.
   */
  public void wakeAfterCommit() {
    afterCommit(this::wake);
  }

  /** The same for a row that is due only after so long. */
  public void wakeAfterCommit(Duration wait) {
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
