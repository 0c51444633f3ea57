package org.rempart.core.alert.intake;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.alert.UuidV7;
import org.rempart.core.alert.intake.Receipt.Rejection;
import org.rempart.core.alert.source.Reading;
import org.rempart.core.incident.Outbox;
import org.rempart.core.incident.OutboxTopic;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Records that could not be used, with the reason: to look at, to mend the mapping, to replay. */
@Component
public class RejectedAlerts {

  private final JdbcTemplate jdbc;
  private final Outbox outbox;

  RejectedAlerts(JdbcTemplate jdbc, Outbox outbox) {
    this.jdbc = jdbc;
    this.outbox = outbox;
  }

  /** Keeps what was refused of a batch, in its transaction, and tells the dead letters' relay. */
  List<Rejection> add(List<Taken> batch) {
    List<Rejection> rejections = new ArrayList<>();
    List<Object[]> rows = new ArrayList<>();
    List<Object[]> letters = new ArrayList<>();
    for (Taken taken : batch) {
      if (taken.reading() instanceof Reading.Refused(String field, String reason)) {
        UUID id = UuidV7.next();
        rejections.add(new Rejection(taken.index(), field, reason));
        rows.add(row(id, taken, field, reason));
        letters.add(new Object[] {OutboxTopic.ALERT_REJECTED, id.toString()});
      }
    }
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(
          """
          insert into rejected_alert (id, site_id, source, origin, field, reason, raw, raw_size, raw_sha256)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?)\
          """,
          rows);
      jdbc.batchUpdate("insert into outbox (topic, key) values (?, ?)", letters);
      outbox.wakeAfterCommit();
    }
    return rejections;
  }

  private static Object[] row(UUID id, Taken taken, String field, String reason) {
    byte[] raw = taken.delivered().raw();
    return new Object[] {
      id,
      taken.site(),
      taken.source().id(),
      taken.delivered().origin(),
      field,
      reason,
      Arrays.copyOf(raw, Math.min(raw.length, AlertIntake.LONGEST)),
      (long) raw.length,
      taken.sha256()
    };
  }

  /** Rejected records of these sites, the newest first, after the one with the given id. */
  public List<Rejected> list(Set<String> sites, @Nullable UUID after, int atMost) {
    return jdbc.query(
        """
        select id, received_at, site_id, source, origin, field, reason, raw_size, encode(raw_sha256, 'hex'),
               replayed_at, replayed_by
        from rejected_alert where site_id = any(?) and (?::uuid is null or id < ?::uuid) order by id desc limit ?\
        """,
        (row, n) ->
            new Rejected(
                row.getObject(1, UUID.class),
                row.getTimestamp(2).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getLong(8),
                row.getString(9),
                Optional.ofNullable(row.getTimestamp(10)).map(Timestamp::toInstant).orElse(null),
                row.getString(11)),
        sites.toArray(String[]::new),
        after,
        after,
        atMost);
  }

  /** What was sent, its first MiB. */
  public Optional<byte[]> raw(UUID id, Set<String> sites) {
    return jdbc
        .query(
            "select raw from rejected_alert where id = ? and site_id = any(?)",
            (row, n) -> row.getBytes(1),
            id,
            sites.toArray(String[]::new))
        .stream()
        .findFirst();
  }

  /**
   * One rejected record.
   *
   * @param origin stream, partition and offset, or {@code http}
   * @param field the field at fault
   * @param size bytes that were sent
   * @param sha256 of all of them, hex
   * @param replayedAt when it was taken in after all, or {@code null}
   */
  public record Rejected(
      UUID id,
      Instant receivedAt,
      String site,
      String source,
      String origin,
      String field,
      String reason,
      long size,
      String sha256,
      @Nullable Instant replayedAt,
      @Nullable String replayedBy) {}
}
