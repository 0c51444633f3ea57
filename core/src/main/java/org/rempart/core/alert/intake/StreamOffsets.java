package org.rempart.core.alert.intake;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.rempart.core.alert.intake.Delivered.Position;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * How far streams have been taken in, kept in the alerts' own transaction: what lies below is known
 * already, however often it is delivered.
 */
@Component
public class StreamOffsets {

  private final JdbcTemplate jdbc;

  StreamOffsets(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The next offset to take, or nothing when the partition is new. */
  public OptionalLong next(String stream, int partition) {
    return jdbc
        .queryForList(
            "select next_offset from intake_offset where stream = ? and partition = ?",
            Long.class,
            stream,
            partition)
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /** Forgets a partition, after its stream was made anew under the same name. */
  public void forget(String stream, int partition) {
    jdbc.update("delete from intake_offset where stream = ? and partition = ?", stream, partition);
  }

  /** What of the batch is new; locks the partitions until the transaction ends. */
  List<Taken> unseen(List<Taken> batch) {
    Map<Place, Long> next = new HashMap<>();
    List<Taken> unseen = new ArrayList<>(batch.size());
    for (Taken taken : batch) {
      Position at = taken.delivered().position();
      if (at == null
          || at.offset()
              >= next.computeIfAbsent(new Place(at.stream(), at.partition()), this::lock)) {
        unseen.add(taken);
      }
    }
    return unseen;
  }

  private long lock(Place place) {
    return jdbc.queryForList(
            """
            insert into intake_offset as o (stream, partition, next_offset) values (?, ?, 0)
            on conflict (stream, partition) do update set next_offset = o.next_offset
            returning next_offset\
            """,
            Long.class,
            place.stream(),
            place.partition())
        .getFirst();
  }

  /** Moves the partitions past the batch. */
  void advance(List<Taken> unseen, Instant now) {
    Map<Place, Long> next = new HashMap<>();
    for (Taken taken : unseen) {
      Position at = taken.delivered().position();
      if (at != null) {
        next.merge(new Place(at.stream(), at.partition()), at.offset() + 1, Math::max);
      }
    }
    List<Object[]> rows = new ArrayList<>();
    next.forEach(
        (place, offset) ->
            rows.add(
                new Object[] {offset, Timestamp.from(now), place.stream(), place.partition()}));
    jdbc.batchUpdate(
        "update intake_offset set next_offset = ?, changed_at = ? where stream = ? and partition ="
            + " ?",
        rows);
  }

  private record Place(String stream, int partition) {}
}
