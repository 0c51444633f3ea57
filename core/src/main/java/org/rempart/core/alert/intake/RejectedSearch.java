package org.rempart.core.alert.intake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds rejected records for people to look at. */
@Component
public class RejectedSearch {

  /** So much of a record is shown, in bytes. */
  private static final int SHOWN = 8_192;

  private final JdbcClient jdbc;

  RejectedSearch(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The newest rejected records.
   *
   * @param sites the sites of who asks
   * @param limit at most so many
   */
  public List<Rejected> newest(Collection<String> sites, int limit) {
    return jdbc.sql(
            """
            select id, received_at, source, origin, field, reason, substring(raw from 1 for %d) as start, raw_size, replayed_at
            from rejected_alert where site_id = any(?) order by received_at desc, id desc limit ?\
            """
                .formatted(SHOWN))
        .params(sites.toArray(String[]::new), limit)
        .query(
            (row, number) -> {
              var replayed = row.getObject("replayed_at", OffsetDateTime.class);
              return new Rejected(
                  row.getObject("id", UUID.class),
                  row.getObject("received_at", OffsetDateTime.class).toInstant(),
                  row.getString("source"),
                  row.getString("origin"),
                  row.getString("field"),
                  row.getString("reason"),
                  new String(row.getBytes("start"), StandardCharsets.UTF_8),
                  row.getLong("raw_size"),
                  replayed == null ? null : replayed.toInstant());
            })
        .list();
  }

  /**
   * A record that could not be used.
   *
   * @param origin a stream's partition and offset, or http
   * @param field what could not be used; {@code reason} says why
   * @param start the first of what was sent
   * @param size of the whole, in bytes
   * @param replayedAt when it was taken in after all; {@code null} while it was not
   */
  public record Rejected(
      UUID id,
      Instant receivedAt,
      String source,
      String origin,
      String field,
      String reason,
      String start,
      long size,
      @Nullable Instant replayedAt) {}
}
