package org.rempart.core.alert.intake;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.core.alert.intake.AlertLedger.Kept;
import org.rempart.core.alert.source.Reading;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Counts what each source sent and how far its clock is off. */
@Component
class SourceStates {

  private final JdbcTemplate jdbc;

  SourceStates(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void count(List<Taken> fresh, List<Kept> kept, Instant now) {
    Map<String, Sum> sums = new LinkedHashMap<>();
    for (Taken taken : fresh) {
      Sum sum = sums.computeIfAbsent(taken.source().id(), id -> new Sum());
      sum.received++;
      sum.rejected += taken.reading() instanceof Reading.Refused ? 1 : 0;
      sum.passedOver += taken.reading() instanceof Reading.PassedOver ? 1 : 0;
    }
    for (Kept k : kept) {
      Sum sum = sums.get(k.taken.source().id());
      sum.accepted++;
      sum.suppressed += k.suppression == null ? 0 : 1;
      sum.doubtful += k.doubtful ? 1 : 0;
      if (!k.taken.replay()) {
        sum.skews.add(Duration.between(k.arrival.alert().occurredAt(), now).toMillis());
      }
    }
    List<Object[]> rows = new ArrayList<>();
    sums.forEach((source, sum) -> rows.add(sum.row(source, now)));
    jdbc.batchUpdate(
        """
        insert into source_state as s (source, received, accepted, rejected, passed_over, suppressed, doubtful, skew_ms, last_received)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (source) do update set received = s.received + excluded.received, accepted = s.accepted + excluded.accepted,
          rejected = s.rejected + excluded.rejected, passed_over = s.passed_over + excluded.passed_over,
          suppressed = s.suppressed + excluded.suppressed, doubtful = s.doubtful + excluded.doubtful,
          skew_ms = coalesce((9 * s.skew_ms + excluded.skew_ms) / 10, excluded.skew_ms, s.skew_ms), last_received = excluded.last_received\
        """,
        rows);
  }

  private static final class Sum {

    private int received;
    private int accepted;
    private int rejected;
    private int passedOver;
    private int suppressed;
    private int doubtful;
    private final List<Long> skews = new ArrayList<>();

    private Object[] row(String source, Instant now) {
      return new Object[] {
        source,
        received,
        accepted,
        rejected,
        passedOver,
        suppressed,
        doubtful,
        median(),
        Timestamp.from(now)
      };
    }

    private @Nullable Long median() {
      return skews.isEmpty() ? null : skews.stream().sorted().toList().get(skews.size() / 2);
    }
  }
}
