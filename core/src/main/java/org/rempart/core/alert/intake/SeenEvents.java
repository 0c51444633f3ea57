package org.rempart.core.alert.intake;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rempart.core.alert.Alert;
import org.rempart.core.alert.source.Reading;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Remembers the sources' event ids of what came by request, so that a repeat changes nothing.
 * Streams have their offsets instead.
 */
@Component
class SeenEvents {

  /** How long a repeat is known as one. */
  static final Duration MEMORY = Duration.ofDays(2);

  private final JdbcTemplate jdbc;

  SeenEvents(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** What of the batch was not seen before; remembers it. */
  List<Taken> unseen(List<Taken> batch, Instant now) {
    List<Object[]> rows = new ArrayList<>();
    List<Taken> named = new ArrayList<>();
    Set<String> inBatch = new HashSet<>();
    Set<Taken> repeats = new HashSet<>();
    for (Taken taken : batch) {
      if (taken.delivered().position() == null
          && taken.reading() instanceof Reading.Read(Alert alert)
          && alert.eventId() != null) {
        String key = "event:" + taken.site() + ":" + alert.eventId();
        if (!inBatch.add(taken.source().id() + "/" + key)) {
          repeats.add(taken);
          continue;
        }
        named.add(taken);
        rows.add(new Object[] {taken.source().id(), key, Timestamp.from(now.plus(MEMORY))});
      }
    }
    int[] inserted =
        jdbc.batchUpdate(
            "insert into intake_seen (source, key, expires_at) values (?, ?, ?) on conflict do"
                + " nothing",
            rows);
    for (int i = 0; i < inserted.length; i++) {
      if (inserted[i] == 0) {
        repeats.add(named.get(i));
      }
    }
    return repeats.isEmpty() ? batch : batch.stream().filter(t -> !repeats.contains(t)).toList();
  }
}
