package org.rempart.core.alert.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
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
}
