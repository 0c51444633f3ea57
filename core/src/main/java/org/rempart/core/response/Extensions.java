package org.rempart.core.response;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.Changes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Puts off the end of a containment. Its people are reminded of the new end as of the first one,
 * and {@link Prolonger} tells a product that would end it sooner by itself.
 */
@Component
public class Extensions {

  private static final String LOCK =
      """
      select c.*, clock_timestamp() as now from containment c
      where c.id = ? and c.since is not null and c.state = 'IN_FORCE' for update\
      """;

  private static final String EXTEND =
      """
      update containment set expires_at = ?, expiry_set_at = clock_timestamp(), changed_at = clock_timestamp()
      where id = ?\
      """;

  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final Holders holders;
  private final Changes changes;

  Extensions(JdbcClient jdbc, Transactions transactions, Holders holders, Changes changes) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.holders = holders;
    this.changes = changes;
  }

  /**
   * Puts the end off to a moment.
   *
   * @throws NotExtensibleException when it is not in force, has no end, or ends later already
   */
  public void until(UUID containmentId, Instant until, Actor actor, String reason) {
    transactions.run(() -> extend(containmentId, end -> until, actor, reason));
  }

  /**
   * Puts the end off by so long, counted from the present end.
   *
   * @throws NotExtensibleException when it is not in force, has no end, or the time is not positive
   */
  public void by(UUID containmentId, Duration time, Actor actor, String reason) {
    transactions.run(() -> extend(containmentId, end -> end.plus(time), actor, reason));
  }

  private void extend(UUID id, UnaryOperator<Instant> later, Actor actor, String reason) {
    Ending ending =
        jdbc.sql(LOCK)
            .param(id)
            .query(
                (row, n) ->
                    new Ending(
                        Place.of(row),
                        row.getObject("expires_at", OffsetDateTime.class),
                        row.getObject("now", OffsetDateTime.class)))
            .optional()
            .orElseThrow(
                () -> new NotExtensibleException("Containment " + id + " is not in force."));
    if (ending.at() == null) {
      throw new NotExtensibleException("Containment " + id + " has no end to put off.");
    }
    Instant present = ending.at().toInstant();
    Instant until = later.apply(present);
    if (!until.isAfter(present) || !until.isAfter(ending.now().toInstant())) {
      throw new NotExtensibleException("The containment ends at " + present + " already.");
    }
    jdbc.sql(EXTEND).params(until.atOffset(java.time.ZoneOffset.UTC), id).update();
    changes.changed("containment", id);
    Map<String, String> details =
        Map.of("from", present.toString(), "until", until.toString(), "reason", reason);
    holders.tell(ending.place().event("containment.extended", details, reason), actor);
  }

  private record Ending(Place place, @Nullable OffsetDateTime at, OffsetDateTime now) {}
}
