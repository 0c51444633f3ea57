package org.rempart.core.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.chain.AuditLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives audit entries their place in the chain and their hash, in batches, at most a second after
 * their commit. One sealer works at a time over all instances of the application.
 */
@Component
public class AuditSealer {

  private static final Logger LOG = LoggerFactory.getLogger(AuditSealer.class);
  private static final int BATCH = 500;

  /**
   * Any number that nobody else locks by, but the database function {@code audit_seal}; this one
   * spells "seal".
   */
  private static final long LOCK = 0x7365616cL;

  private static final String LAST =
      "select sequence, hash from audit_entry where sequence is not null order by sequence desc"
          + " limit 1";

  private static final String NEXT =
      """
      select id, at, actor_kind, actor, role, address, what, subject_kind, subject_id, before, after, reason
      from audit_entry where sequence is null order by id limit ?\
      """;

  /** The only way for the application's role, which may not update an entry. */
  private static final String SEAL = "select audit_seal(?, ?, ?, ?, ?, ?, ?)";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong unsealed = new AtomicLong();

  AuditSealer(JdbcTemplate jdbc, PlatformTransactionManager transactions, MeterRegistry meters) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    Gauge.builder("rempart.audit.unsealed", unsealed, AtomicLong::get)
        .description("audit entries that are not chained yet")
        .register(meters);
  }

  /** Seals what there is; does nothing while another instance does. */
  @Scheduled(fixedDelay = 500)
  public void seal() {
    try {
      int sealed;
      do {
        Integer count = transaction.execute(status -> batch());
        sealed = count == null ? 0 : count;
      } while (sealed == BATCH);
      unsealed.set(count());
    } catch (RuntimeException e) {
      LOG.warn("audit entries could not be sealed; the next round tries again: {}", e.toString());
    }
  }

  /** How many entries waited for their seal when last looked, at most half a second ago. */
  public long unsealed() {
    return unsealed.get();
  }

  private int batch() {
    if (!Boolean.TRUE.equals(
        jdbc.queryForObject("select pg_try_advisory_xact_lock(?)", Boolean.class, LOCK))) {
      return 0;
    }
    Seals seals = jdbc.query(NEXT, this::chained, BATCH);
    if (seals == null || seals.ids.isEmpty()) {
      return 0;
    }
    jdbc.query(SEAL, statement -> seals.give(statement), row -> {});
    return seals.ids.size();
  }

  private Seals chained(ResultSet rows) throws SQLException {
    Seals seals = new Seals(last());
    while (rows.next()) {
      byte[] salt = new byte[16];
      random.nextBytes(salt);
      seals.add(rows.getLong("id"), salt, AuditRows.unsealed(rows, seals.next(), salt));
    }
    return seals;
  }

  private Last last() {
    return jdbc
        .query(LAST, (row, n) -> new Last(row.getLong("sequence"), row.getBytes("hash")))
        .stream()
        .findFirst()
        .orElse(new Last(0, AuditLink.NOTHING));
  }

  private long count() {
    Long count =
        jdbc.queryForObject("select count(*) from audit_entry where sequence is null", Long.class);
    return count == null ? 0 : count;
  }

  private record Last(long sequence, byte[] hash) {}

  /** What the database function takes: one array for each column. */
  private static final class Seals {

    private final long first;
    private final List<Long> ids = new ArrayList<>();
    private final List<byte[]> salts = new ArrayList<>();
    private final List<byte @Nullable []> befores = new ArrayList<>();
    private final List<byte @Nullable []> afters = new ArrayList<>();
    private final List<byte @Nullable []> reasons = new ArrayList<>();
    private final List<byte[]> hashes = new ArrayList<>();
    private byte[] previous;

    Seals(Last last) {
      this.first = last.sequence() + 1;
      this.previous = last.hash();
    }

    long next() {
      return first + ids.size();
    }

    void add(long id, byte[] salt, AuditLink link) {
      previous = link.hash(previous);
      ids.add(id);
      salts.add(salt);
      befores.add(link.beforeDigest());
      afters.add(link.afterDigest());
      reasons.add(link.reasonDigest());
      hashes.add(previous);
    }

    void give(PreparedStatement statement) throws SQLException {
      Connection connection = statement.getConnection();
      statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
      statement.setLong(2, first);
      int column = 3;
      for (List<byte[]> bytes : List.of(salts, befores, afters, reasons, hashes)) {
        byte[][] all = bytes.toArray(byte[][]::new);
        statement.setArray(column++, connection.createArrayOf("bytea", all));
      }
    }
  }
}
