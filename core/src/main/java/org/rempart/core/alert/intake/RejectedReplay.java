package org.rempart.core.alert.intake;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.rempart.core.alert.source.Reading;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands a rejected record in once more, after its mapping or its site was mended. */
@Component
public class RejectedReplay {

  private final JdbcTemplate jdbc;
  private final AlertIntake intake;
  private final AuditTrail audit;
  private final TransactionTemplate transaction;

  RejectedReplay(
      JdbcTemplate jdbc,
      AlertIntake intake,
      AuditTrail audit,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.intake = intake;
    this.audit = audit;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Replays one record; replaying it again changes nothing.
   *
   * @param sites whose records the actor may touch
   * @return the receipt, or nothing when there is no such record there
   * @throws StillRefusedException when it is refused as before, or was too long to keep whole
   */
  public Optional<Receipt> replay(UUID id, Set<String> sites, Actor actor) {
    return Objects.requireNonNull(
        transaction.execute(status -> find(id, sites).map(kept -> replay(id, kept, actor))));
  }

  private Optional<Kept> find(UUID id, Set<String> sites) {
    return jdbc
        .query(
            """
            select source, raw, raw_size, site_id, replayed_at is not null from rejected_alert
            where id = ? and site_id = any(?) for update\
            """,
            (row, n) ->
                new Kept(
                    row.getString(1),
                    row.getBytes(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getBoolean(5)),
            id,
            sites.toArray(String[]::new))
        .stream()
        .findFirst();
  }

  private Receipt replay(UUID id, Kept kept, Actor actor) {
    if (kept.replayed()) {
      return new Receipt(0, 1, 0, 0, List.of());
    }
    if (kept.size() > kept.raw().length) {
      throw new StillRefusedException("record", "was cut, it has " + kept.size() + " bytes");
    }
    Delivered again = new Delivered(kept.source(), kept.raw(), kept.site(), false, null);
    if (intake.reading(again) instanceof Reading.Refused(String field, String reason)) {
      throw new StillRefusedException(field, reason);
    }
    Receipt receipt = intake.accept(List.of(again));
    jdbc.update(
        "update rejected_alert set replayed_at = clock_timestamp(), replayed_by = ? where id = ?",
        actor.name(),
        id);
    audit.record(
        actor,
        "alert.replayed",
        "rejected_alert",
        id.toString(),
        null,
        Map.of("source", kept.source()),
        null);
    return receipt;
  }

  private record Kept(String source, byte[] raw, long size, String site, boolean replayed) {}
}
