package org.rempart.core.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Releases.Released;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Decides what is to be undone: cancels what has not begun, releases claims. The products are
 * called by {@link Reverter}. Runs in the caller's transaction.
 */
@Component
class Reverts {

  private static final String LOCK_INCIDENT =
      "select id from response where incident_id = ? order by id for update";

  /** Tickets and mails tell of the incident whatever it was; they still go out. */
  private static final String CANCEL =
      """
      update action set state = 'CANCELLED', message = null, next_attempt_at = null, changed_at = clock_timestamp()
      where id = any(?) and state in ('PLANNED', 'WAITING')
        and capability not like 'ticket.%' and capability not like 'notify.%'
      returning id, capability, connector, target\
      """;

  private final JdbcClient jdbc;
  private final Releases releases;
  private final Chronicle chronicle;
  private final ResponseJournal journal;
  private final Settler settler;
  private final Bell bell;
  private final ReleaseLock releaseLock;

  Reverts(
      JdbcClient jdbc,
      Releases releases,
      Chronicle chronicle,
      ResponseJournal journal,
      Settler settler,
      Bell bell,
      ReleaseLock releaseLock) {
    this.jdbc = jdbc;
    this.releases = releases;
    this.chronicle = chronicle;
    this.journal = journal;
    this.settler = settler;
    this.bell = bell;
    this.releaseLock = releaseLock;
  }

  int incident(UUID incidentId, Actor actor, String reason) {
    releaseLock.letGo(incidentId);
    List<UUID> responses = jdbc.sql(LOCK_INCIDENT).param(incidentId).query(UUID.class).list();
    List<UUID> actions =
        jdbc.sql("select id from action where incident_id = ? order by id")
            .param(incidentId)
            .query(UUID.class)
            .list();
    int cancelled = cancel(incidentId, actions, actor, reason);
    List<Released> released = release(incidentId, actions, actor, reason);
    if (cancelled > 0) {
      responses.forEach(this::sumUp);
    }
    return (int) released.stream().filter(Released::reverting).count();
  }

  void action(UUID actionId, Actor actor, String reason) {
    Row row =
        jdbc.sql("select incident_id, response_id, state from action where id = ?")
            .param(actionId)
            .query(
                (r, n) ->
                    new Row(
                        r.getObject("incident_id", UUID.class),
                        r.getObject("response_id", UUID.class)))
            .optional()
            .orElseThrow(() -> new UnknownActionException(actionId));
    journal.lock(row.responseId());
    int cancelled = cancel(row.incidentId(), List.of(actionId), actor, reason);
    List<Released> released = release(row.incidentId(), List.of(actionId), actor, reason);
    if (cancelled == 0 && released.isEmpty()) {
      throw new NotReversibleException(
          "Action " + actionId + " has nothing in force that could be undone.");
    }
    if (cancelled > 0) {
      sumUp(row.responseId());
    }
  }

  private int cancel(UUID incidentId, List<UUID> actions, Actor actor, String reason) {
    List<Chronicle.Event> events =
        jdbc.sql(CANCEL)
            .param(actions.toArray(UUID[]::new))
            .query(
                (row, n) ->
                    new Chronicle.Event(
                        "action.cancelled",
                        "action",
                        row.getObject("id", UUID.class),
                        row.getString("capability"),
                        row.getString("connector"),
                        row.getString("target"),
                        Map.of("reason", reason, "message", reason),
                        reason))
            .list();
    chronicle.tell(incidentId, actor, events);
    return events.size();
  }

  /** Releases claims and tells the incident what becomes of the containments. */
  List<Released> release(UUID incidentId, List<UUID> actions, Actor actor, String reason) {
    List<Released> released = releases.release(actions, reason, actor.name());
    List<Chronicle.Event> events = new ArrayList<>();
    for (Released one : released) {
      if (one.reverting()) {
        events.add(event(one, "containment.reverting", reason));
      } else if (one.keeper() != null) {
        events.add(event(one, "containment.kept", one.keeper()));
      }
    }
    chronicle.tell(incidentId, actor, events);
    Transactions.afterCommit(bell::ring);
    return released;
  }

  private void sumUp(UUID responseId) {
    settler.settle(journal.lock(responseId));
  }

  private static Chronicle.Event event(Released one, String kind, @Nullable String reason) {
    String why = Objects.requireNonNullElse(reason, "");
    return new Chronicle.Event(
        kind,
        "containment",
        one.id(),
        one.capability(),
        one.connector(),
        one.target(),
        Map.of("reason", why),
        why);
  }

  private record Row(UUID incidentId, UUID responseId) {}
}
