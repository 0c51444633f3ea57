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
    return transaction.execute(
        status -> {
          var id =
              jdbc.sql(
                      """
                      insert into incident (site_id, title, severity, playbook, first_alert_at, last_alert_at)
                      values ('default', 'Passwords tried', 'HIGH', 'test-book-v1', now(), now()) returning id\
                      """)
                  .query(UUID.class)
                  .single();
          outbox.put(OutboxTopic.INCIDENT_OPENED, id.toString(), java.util.Map.of());
          return id;
        });
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

  /** The task of an incident that a person can do now, if there is one. */
  java.util.Optional<UUID> waitingTask(UUID incidentId) {
    return jdbc.sql("select id from task where incident_id = ? and state in ('OPEN', 'CLAIMED')")
        .param(incidentId)
        .query(UUID.class)
        .optional();
  }
}
