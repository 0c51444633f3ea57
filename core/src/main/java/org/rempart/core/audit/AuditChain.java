package org.rempart.core.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Checks the chain of sealed audit entries. */
@Component
public class AuditChain {

  private static final String SEALED =
      "select * from audit_entry where sequence is not null order by sequence";

  private final JdbcTemplate jdbc;
  private final JsonMapper json;

  AuditChain(JdbcTemplate jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Recomputes every link; answers the first that does not fit, if any. */
  public Optional<Break> verify() {
    Walk walk = new Walk();
    return jdbc.query(
        SEALED,
        rows -> {
          while (rows.next() && walk.fault == null) {
            walk.step(rows);
          }
          return Optional.ofNullable(walk.fault);
        });
  }

  /**
   * Where the chain is broken.
   *
   * @param sequence the link that does not fit
   * @param fault what is wrong with it
   */
  public record Break(long sequence, String fault) {}

  private final class Walk {

    private long expected = 1;
    private byte[] previous = AuditLink.NOTHING;
    private @Nullable Break fault;

    void step(ResultSet row) throws SQLException {
      long sequence = row.getLong("sequence");
      if (sequence != expected) {
        fault = new Break(expected, "the entry is missing");
        return;
      }
      AuditSealer.Entry entry = AuditSealer.Entry.of(row);
      byte[] before = row.getBytes("before_digest");
      byte[] after = row.getBytes("after_digest");
      byte[] reason = row.getBytes("reason_digest");
      AuditLink now = entry.link(sequence, row.getBytes("salt"));
      boolean erased = row.getObject("erased_at") != null;
      if (changed(erased, now.beforeDigest(), before)
          || changed(erased, now.afterDigest(), after)
          || changed(erased, now.reasonDigest(), reason)) {
        fault = new Break(sequence, "its values are not those that were sealed");
        return;
      }
      byte[] hash = entry.link(sequence, before, after, reason).hash(previous, json);
      if (!Arrays.equals(hash, row.getBytes("hash"))) {
        fault = new Break(sequence, "its hash is not that of what it says and follows");
        return;
      }
      previous = hash;
      expected++;
    }

    /** An erased value is gone and its digest stays; everything else must fit. */
    private static boolean changed(
        boolean erased, byte @Nullable [] now, byte @Nullable [] sealed) {
      return !(erased && now == null) && !Arrays.equals(now, sealed);
    }
  }
}
