package org.rempart.core.response;

import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rempart.connector.Proof;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.Changes;
import org.rempart.core.task.TaskBoard;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Notes what a read-back showed of a containment. What is gone without us is VANISHED from then on
 * and a person's task, never put back unasked; it is in force again once it is back.
 */
@Component
class Readings {

  private static final Actor ACTOR = Actor.system("register");

  /** Only what nobody has begun to undo meanwhile. */
  private static final String READ =
      """
      update containment c set last_read_at = :at, last_result = :result, last_evidence = left(:evidence, 4000),
        state = case when c.state = 'IN_FORCE' and :result = 'ABSENT' then 'VANISHED'
          when c.state = 'VANISHED' and :result = 'HOLDS' then 'IN_FORCE' else c.state end,
        changed_at = clock_timestamp()
      where c.id = :id and c.state in ('IN_FORCE', 'VANISHED', 'REVERT_FAILED') and c.since is not null
      returning old.state as was, new.state as is\
      """;

  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final Holders holders;
  private final Changes changes;
  private final ObjectProvider<TaskBoard> tasks;

  Readings(
      JdbcClient jdbc,
      Transactions transactions,
      Holders holders,
      Changes changes,
      ObjectProvider<TaskBoard> tasks) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.holders = holders;
    this.changes = changes;
    this.tasks = tasks;
  }

  /** Notes it in a transaction of its own. */
  void noted(Place place, Proof proof) {
    transactions.run(
        () ->
            jdbc.sql(READ)
                .param("id", place.id())
                .param("at", Timestamp.from(proof.readAt()))
                .param("result", proof.result().name())
                .param("evidence", proof.evidence())
                .query((row, n) -> Map.entry(row.getString("was"), row.getString("is")))
                .optional()
                .filter(change -> !change.getKey().equals(change.getValue()))
                .ifPresent(change -> tell(place, proof, change.getValue())));
  }

  private void tell(Place place, Proof proof, String state) {
    changes.changed("containment", place.id());
    boolean vanished = state.equals("VANISHED");
    String kind = vanished ? "containment.vanished" : "containment.restored";
    holders.tell(place.event(kind, Map.of("evidence", proof.evidence()), null), ACTOR);
    if (vanished) {
      ask(place, proof);
    } else {
      jdbc.sql("select task_id from containment where id = ? and task_id is not null")
          .param(place.id())
          .query(UUID.class)
          .optional()
          .ifPresent(tasks.getObject()::withdrawRepair);
    }
  }

  private void ask(Place place, Proof proof) {
    List<UUID> incidents = holders.incidents(place.id());
    if (incidents.isEmpty()) {
      return;
    }
    UUID task =
        tasks
            .getObject()
            .open(
                new TaskBoard.Repair(
                    incidents.getFirst(),
                    "containment-vanished",
                    place.context(proof.evidence()),
                    List.of("responders")));
    jdbc.sql("update containment set task_id = ? where id = ?").params(task, place.id()).update();
  }
}
