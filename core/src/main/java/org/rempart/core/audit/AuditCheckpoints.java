package org.rempart.core.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.rempart.core.audit.chain.Checkpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs how far the chain is, so that who computes it anew can be shown to have done so: by the
 * clock, on demand and at the end of the application. Each checkpoint goes to a file, to the
 * database, and out by post.
 */
@Component
public class AuditCheckpoints implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(AuditCheckpoints.class);

  private static final String COLUMNS =
      """
      select c.id, i.id::text as installation, c.sequence, c.hash, c.at, c.key_id, c.signature
      from audit_checkpoint c cross join audit_installation i\
      """;

  private final JdbcClient jdbc;
  private final AuditSealer sealer;
  private final AuditKeys keys;
  private final CheckpointFile file;
  private final AuditSettings settings;
  private final ObjectProvider<CheckpointPost> posts;
  private final TransactionTemplate transaction;
  private volatile boolean running;

  AuditCheckpoints(
      JdbcClient jdbc,
      AuditSealer sealer,
      AuditKeys keys,
      CheckpointFile file,
      AuditSettings settings,
      ObjectProvider<CheckpointPost> posts,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.sealer = sealer;
    this.keys = keys;
    this.file = file;
    this.settings = settings;
    this.posts = posts;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Looks every minute whether one is due; so a restart neither skips nor repeats one. */
  @Scheduled(initialDelay = 20, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
  void whenDue() {
    try {
      if (newest().map(last -> due(last.time())).orElse(true)) {
        take();
      }
    } catch (RuntimeException e) {
      LOG.warn("the audit's checkpoint could not be made; it is tried again: {}", e.toString());
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** What happened since the last checkpoint is not left unsigned. */
  @Override
  public void stop() {
    running = false;
    try {
      take();
    } catch (RuntimeException e) {
      LOG.warn("the audit's last checkpoint could not be made: {}", e.toString());
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Ends after the web server, so that the last request is signed too. */
  @Override
  public int getPhase() {
    return 0;
  }

  /**
   * Seals and signs what there is now.
   *
   * @return the newest checkpoint, which is a former one when no entry came since; empty while
   *     there is no entry
   */
  public Optional<Checkpoint> take() {
    sealer.seal();
    Optional<Checkpoint> newest = newest();
    Optional<Head> head = head();
    if (head.isEmpty() || newest.map(Checkpoint::sequence).equals(head.map(Head::sequence))) {
      return newest;
    }
    Checkpoint checkpoint = sign(head.get());
    write(checkpoint);
    transaction.executeWithoutResult(status -> keep(checkpoint));
    return Optional.of(checkpoint);
  }

  /**
   * Signs an entry that is sealed, for an export that ends with it. Kept nowhere else: what an
   * export says later is held against checkpoints that were made before.
   */
  Checkpoint sign(long sequence, byte[] hash) {
    return sign(new Head(sequence, hash));
  }

  /** The checkpoint of the highest entry. */
  public Optional<Checkpoint> newest() {
    return jdbc.sql(COLUMNS + " order by c.sequence desc, c.id desc limit 1")
        .query((row, n) -> of(row))
        .optional();
  }

  /** Checkpoints of a stretch of the chain, in its order; bounds included. */
  public List<Checkpoint> between(long first, long last) {
    return jdbc.sql(COLUMNS + " where c.sequence between ? and ? order by c.sequence, c.id")
        .params(first, last)
        .query((row, n) -> of(row))
        .list();
  }

  /** A checkpoint by its id in the database. */
  public Optional<Checkpoint> find(long id) {
    return jdbc.sql(COLUMNS + " where c.id = ?").param(id).query((row, n) -> of(row)).optional();
  }

  /** Id of this installation, which its checkpoints carry. */
  public String installation() {
    return jdbc.sql("select id::text from audit_installation").query(String.class).single();
  }

  private boolean due(Instant last) {
    return now().isAfter(last.plus(settings.checkpointEvery()));
  }

  private Checkpoint sign(Head head) {
    String hash = HexFormat.of().formatHex(head.hash());
    return Checkpoint.sign(keys.current(), installation(), head.sequence(), hash, now());
  }

  /** A disk that is full must not keep the checkpoint from the other two ways. */
  private void write(Checkpoint checkpoint) {
    try {
      file.append(checkpoint);
    } catch (RuntimeException e) {
      LOG.warn("{}: {}", e.getMessage(), String.valueOf(e.getCause()));
    }
  }

  private void keep(Checkpoint checkpoint) {
    long id =
        jdbc.sql(
                """
                insert into audit_checkpoint (sequence, hash, at, key_id, signature) values (?, ?, ?, ?, ?) returning id\
                """)
            .params(
                checkpoint.sequence(),
                HexFormat.of().parseHex(checkpoint.hash()),
                checkpoint.time().atOffset(ZoneOffset.UTC),
                checkpoint.keyId(),
                Base64.getDecoder().decode(checkpoint.signature()))
            .query(Long.class)
            .single();
    posts.forEach(post -> post.handIn(id));
  }

  private Optional<Head> head() {
    return jdbc.sql(
            "select sequence, hash from audit_entry where sequence is not null order by sequence"
                + " desc limit 1")
        .query((row, n) -> new Head(row.getLong(1), row.getBytes(2)))
        .optional();
  }

  private Instant now() {
    return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
  }

  private static Checkpoint of(ResultSet row) throws SQLException {
    return new Checkpoint(
        row.getString("installation"),
        row.getLong("sequence"),
        HexFormat.of().formatHex(row.getBytes("hash")),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("key_id"),
        Base64.getEncoder().encodeToString(row.getBytes("signature")));
  }

  private record Head(long sequence, byte[] hash) {}
}
