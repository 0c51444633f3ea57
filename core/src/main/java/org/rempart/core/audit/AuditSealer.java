package org.rempart.core.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives audit entries their place in the chain and their hash, in batches, at most a second after
 * their commit. One sealer works at a time over all instances of the application.
 */
@Component
public class AuditSealer {

  private static final Logger LOG = LoggerFactory.getLogger(AuditSealer.class);
  private static final int BATCH = 500;

  /** Any number that nobody else locks by; this one spells "seal". */
  private static final long LOCK = 0x7365616cL;

  private static final String LAST =
      "select sequence, hash from audit_entry where sequence is not null order by sequence desc"
          + " limit 1";

  private static final String NEXT =
      """
      select id, at, actor_kind, actor, role, address, what, subject_kind, subject_id, before, after, reason
      from audit_entry where sequence is null order by id limit ?\
      """;

  private static final String SEAL =
      """
      update audit_entry set sequence = ?, salt = ?, before_digest = ?, after_digest = ?, reason_digest = ?, hash = ?,
        sealed_at = clock_timestamp()
      where id = ?\
      """;

  private final JdbcTemplate jdbc;
  private final JsonMapper json;
  private final TransactionTemplate transaction;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong unsealed = new AtomicLong();

  AuditSealer(
      JdbcTemplate jdbc,
      JsonMapper json,
      PlatformTransactionManager transactions,
      MeterRegistry meters) {
    this.jdbc = jdbc;
    this.json = json;
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
    List<Entry> entries = jdbc.query(NEXT, (row, n) -> Entry.of(row), BATCH);
    if (entries.isEmpty()) {
      return 0;
    }
    jdbc.batchUpdate(SEAL, chained(entries));
    return entries.size();
  }

  private List<Object[]> chained(List<Entry> entries) {
    Last last =
        jdbc
            .query(LAST, (row, n) -> new Last(row.getLong("sequence"), row.getBytes("hash")))
            .stream()
            .findFirst()
            .orElse(new Last(0, AuditLink.NOTHING));
    long sequence = last.sequence();
    byte[] previous = last.hash();
    List<Object[]> rows = new ArrayList<>();
    for (Entry entry : entries) {
      byte[] salt = new byte[16];
      random.nextBytes(salt);
      AuditLink link = entry.link(++sequence, salt);
      previous = link.hash(previous, json);
      rows.add(
          new Object[] {
            sequence,
            salt,
            link.beforeDigest(),
            link.afterDigest(),
            link.reasonDigest(),
            previous,
            entry.id()
          });
    }
    return rows;
  }

  private long count() {
    Long count =
        jdbc.queryForObject("select count(*) from audit_entry where sequence is null", Long.class);
    return count == null ? 0 : count;
  }

  private record Last(long sequence, byte[] hash) {}

  /** A row as it is hashed. */
  record Entry(
      long id,
      java.time.Instant at,
      Actor actor,
      String what,
      String subjectKind,
      String subjectId,
      @Nullable String before,
      @Nullable String after,
      @Nullable String reason) {

    static Entry of(ResultSet row) throws SQLException {
      return new Entry(
          row.getLong("id"),
          row.getObject("at", OffsetDateTime.class).toInstant(),
          new Actor(
              Actor.Kind.valueOf(row.getString("actor_kind")),
              row.getString("actor"),
              row.getString("role"),
              row.getString("address")),
          row.getString("what"),
          row.getString("subject_kind"),
          row.getString("subject_id"),
          row.getString("before"),
          row.getString("after"),
          row.getString("reason"));
    }

    AuditLink link(long sequence, byte[] salt) {
      return link(
          sequence,
          AuditLink.ofJson(salt, before),
          AuditLink.ofJson(salt, after),
          AuditLink.ofText(salt, reason));
    }

    AuditLink link(
        long sequence,
        byte @Nullable [] beforeDigest,
        byte @Nullable [] afterDigest,
        byte @Nullable [] reasonDigest) {
      return new AuditLink(
          sequence,
          at,
          actor.kind().name(),
          actor.name(),
          actor.role(),
          actor.address(),
          what,
          subjectKind,
          subjectId,
          beforeDigest,
          afterDigest,
          reasonDigest);
    }
  }
}
