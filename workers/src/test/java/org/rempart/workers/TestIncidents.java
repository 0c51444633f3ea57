package org.rempart.workers;

import java.util.UUID;
import org.rempart.core.incident.Outbox;
import org.rempart.core.incident.OutboxTopic;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens incidents as folding does: the row and its outbox row in one transaction. */
class TestIncidents {

  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final TransactionTemplate transaction;

  TestIncidents(JdbcClient jdbc, Outbox outbox, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.transaction = new TransactionTemplate(transactions);
  }

  UUID open() {
    return open("test-book-v1");
  }

  UUID open(String playbook) {
    return transaction.execute(
        status -> {
          var id =
              jdbc.sql(
                      """
                      insert into incident (site_id, title, severity, playbook, first_alert_at, last_alert_at)
                      values ('default', 'Passwords tried', 'HIGH', ?, now(), now()) returning id\
                      """)
                  .param(playbook)
                  .query(UUID.class)
                  .single();
          outbox.put(OutboxTopic.INCIDENT_OPENED, id.toString(), java.util.Map.of());
          return id;
        });
  }

  /** Opens an incident that an instance has claimed of which the engine knows nothing. */
  UUID openHeldBy(long processKey, String processId) {
    return transaction.execute(
        status -> {
          var id = open();
          jdbc.sql(
                  "update incident set process_key = ?, process_id = ?, claimed_at = now() where id"
                      + " = ?")
              .params(processKey, processId, id)
              .update();
          return id;
        });
  }

  /** What the engine's news would say of an instance that runs. */
  void told(long processKey, String processId) {
    jdbc.sql(
            """
            insert into element_state (element_instance_key, process_instance_key, process_id, element_id, element_type, state, entered_at)
            values (?, ?, ?, ?, 'PROCESS', 'ACTIVE', now()) on conflict do nothing\
            """)
        .params(processKey, processKey, processId, processId)
        .update();
  }

  /** Leaves an outbox row by itself. */
  void put(String topic, String key) {
    transaction.executeWithoutResult(status -> outbox.put(topic, key, java.util.Map.of()));
  }

  /** Tells the engine that an incident has grown, as folding does. */
  void grow(UUID id) {
    transaction.executeWithoutResult(
        status ->
            grown(
                id,
                outbox
                    .putOnce(OutboxTopic.INCIDENT_GROWN, id.toString(), java.time.Duration.ZERO)
                    .orElseThrow()));
  }

  /** Something has joined that no process has heard of. */
  void grown(UUID id, long notice) {
    jdbc.sql("update incident set growth_told = ? where id = ?").params(notice, id).update();
  }

  String status(UUID incidentId) {
    return column("status", incidentId);
  }

  String column(String name, UUID incidentId) {
    return jdbc.sql("select " + name + "::text from incident where id = ?")
        .param(incidentId)
        .query(String.class)
        .single();
  }

  long outboxRows(String topic, String key) {
    return jdbc.sql("select count(*) from outbox where topic = ? and key = ?")
        .params(topic, key)
        .query(Long.class)
        .single();
  }

  /** Waits for the task of an incident. */
  UUID awaitTask(UUID incidentId) {
    return org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .until(() -> waitingTask(incidentId), java.util.Optional::isPresent)
        .orElseThrow();
  }

  void awaitClosed(UUID incidentId) {
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .until(() -> status(incidentId).equals("CLOSED"));
  }

  /** The task of an incident that a person can do now, if there is one. */
  java.util.Optional<UUID> waitingTask(UUID incidentId) {
    return jdbc.sql("select id from task where incident_id = ? and state in ('OPEN', 'CLAIMED')")
        .param(incidentId)
        .query(UUID.class)
        .optional();
  }
}
