package org.rempart.core.response;

import java.util.List;
import java.util.UUID;
import org.rempart.core.audit.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends containments that have reached their time. */
@Component
class Endings {

  private static final Actor ACTOR = Actor.system("register");

  /** Whoever is about to join moves the end, or lets go, once it knows; until then it stays. */
  private static final String JOINED =
      """
      exists (select from containment_claim cl join action a on a.id = cl.action_id
        where cl.containment_id = c.id and cl.released_at is null and a.state in ('WAITING', 'EXECUTING'))\
      """;

  private static final String EXPIRED =
      """
      select c.id from containment c where c.state = 'IN_FORCE' and c.expires_at <= clock_timestamp() and not %s
      order by c.expires_at limit 200 for update skip locked\
      """
          .formatted(JOINED);

  /** A statement of its own, as only one that begins under the row locks sees the last to join. */
  private static final String STILL_EXPIRED =
      "select c.id from containment c where c.id = any(?) and not " + JOINED;

  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final Holders holders;
  private final Reverts reverts;
  private final Pins pins;

  Endings(JdbcClient jdbc, Transactions transactions, Holders holders, Reverts reverts, Pins pins) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.holders = holders;
    this.reverts = reverts;
    this.pins = pins;
  }

  /** Ends what has reached its time. */
  @Scheduled(fixedDelayString = "${rempart.response.poll:500ms}")
  void expire() {
    transactions.run(() -> expired().forEach(this::expire));
  }

  private List<UUID> expired() {
    UUID[] locked = jdbc.sql(EXPIRED).query(UUID.class).list().toArray(UUID[]::new);
    return locked.length == 0
        ? List.of()
        : jdbc.sql(STILL_EXPIRED).param(locked).query(UUID.class).list();
  }

  private void expire(UUID containmentId) {
    pins.release(containmentId, ACTOR, "expired");
    for (Holders.Holder holder : holders.of(containmentId)) {
      reverts.release(holder.incidentId(), List.of(holder.actionId()), ACTOR, "expired");
    }
  }
}
