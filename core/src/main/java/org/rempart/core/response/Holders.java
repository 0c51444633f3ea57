package org.rempart.core.response;

import java.util.List;
import java.util.UUID;
import org.rempart.core.audit.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The incidents that hold a containment. Runs in the caller's transaction. */
@Component
class Holders {

  private static final String CLAIMANTS =
      """
      select a.id, a.incident_id from containment_claim cl join action a on a.id = cl.action_id
      where cl.containment_id = ? and cl.released_at is null order by cl.claimed_at, cl.action_id\
      """;

  private static final String LAST =
      """
      select a.incident_id from containment_claim cl join action a on a.id = cl.action_id
      where cl.containment_id = ? order by cl.released_at desc nulls first limit 1\
      """;

  private final JdbcClient jdbc;
  private final Chronicle chronicle;

  Holders(JdbcClient jdbc, Chronicle chronicle) {
    this.jdbc = jdbc;
    this.chronicle = chronicle;
  }

  /** The claims that are not released, oldest first. */
  List<Holder> of(UUID containmentId) {
    return jdbc.sql(CLAIMANTS)
        .param(containmentId)
        .query(
            (row, n) ->
                new Holder(
                    row.getObject("id", UUID.class), row.getObject("incident_id", UUID.class)))
        .list();
  }

  /** The incidents that hold a containment; the last that did when only a person's pin does. */
  List<UUID> incidents(UUID containmentId) {
    List<UUID> holding = of(containmentId).stream().map(Holder::incidentId).distinct().toList();
    return holding.isEmpty()
        ? jdbc.sql(LAST).param(containmentId).query(UUID.class).list()
        : holding;
  }

  /** Tells the incidents of a containment what happened to it. */
  void tell(Chronicle.Event event, Actor actor) {
    incidents(event.subjectId())
        .forEach(incident -> chronicle.tell(incident, actor, List.of(event)));
  }

  /** One claim: the action that holds it, and its incident. */
  record Holder(UUID actionId, UUID incidentId) {}
}
