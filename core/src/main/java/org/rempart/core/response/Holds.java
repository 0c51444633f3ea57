package org.rempart.core.response;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells right before a call what of that which was taken for it is still whose took it. Runs in the
 * caller's transaction.
 */
@Component
class Holds {

  private final JdbcClient jdbc;
  private final Rows rows;

  Holds(JdbcClient jdbc, Rows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /**
   * Keeps what is held.
   *
   * @param statement begins leases anew by {@code :lease} seconds, for the {@code id} and {@code
   *     fencing} of {@code :rows}, and answers the ids of those that are still held
   */
  Set<UUID> keep(String statement, List<Hold> holds, Duration lease) {
    return Set.copyOf(
        jdbc.sql(statement)
            .param("lease", lease.toMillis() / 1000.0)
            .param("rows", rows.of(holds))
            .query(UUID.class)
            .list());
  }

  /** What was taken, by its fencing number. */
  record Hold(UUID id, long fencing) {}
}
