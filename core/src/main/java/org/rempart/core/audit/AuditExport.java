package org.rempart.core.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.chain.AuditLink;
import org.rempart.core.audit.chain.Checkpoint;
import org.rempart.core.audit.chain.ExportLine;
import org.rempart.core.audit.chain.SealedEntry;
import org.rempart.core.audit.chain.SigningKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes the audit as NDJSON with all that is needed to check it elsewhere; see {@link ExportLine}.
 * Read page by page, each in a short statement of its own, as a reader may be slow; sealed entries
 * don't change meanwhile.
 */
@Component
public class AuditExport {

  private static final int PAGE = 1000;

  private final JdbcClient jdbc;
  private final AuditTrail trail;
  private final AuditSealer sealer;
  private final AuditCheckpoints checkpoints;
  private final AuditKeys keys;

  AuditExport(
      JdbcClient jdbc,
      AuditTrail trail,
      AuditSealer sealer,
      AuditCheckpoints checkpoints,
      AuditKeys keys) {
    this.jdbc = jdbc;
    this.trail = trail;
    this.sealer = sealer;
    this.checkpoints = checkpoints;
    this.keys = keys;
  }

  /**
   * What to export; every bound may be {@code null}.
   *
   * @param first number of the first entry
   * @param last number of the last entry
   * @param since only entries from this time on
   * @param until only entries before this time
   */
  public record Range(
      @Nullable Long first,
      @Nullable Long last,
      @Nullable Instant since,
      @Nullable Instant until) {}

  /**
   * A stretch of the chain, settled before anything is written.
   *
   * @param first number of its first entry
   * @param last number of its last entry; one less than {@code first} when it is empty
   * @param whole whether it is the whole chain
   */
  public record Stretch(long first, long last, boolean whole) {

    /** What a file of it is called. */
    public String fileName() {
      return "rempart-audit-%d-%d.ndjson".formatted(first, last);
    }
  }

  /** Seals what there is and finds the stretch of the chain that a range means. */
  public Stretch settle(Range range) {
    sealer.seal();
    long end = number("select coalesce(max(sequence), 0) from audit_entry");
    long first = range.first() == null ? 1 : Math.max(1, range.first());
    long last = range.last() == null ? end : Math.min(end, range.last());
    if (range.since() != null) {
      String from = "select coalesce(min(sequence), ?) from audit_entry where at >= ?";
      first = Math.max(first, number(from, end + 1, utc(range.since())));
    }
    if (range.until() != null) {
      String to = "select coalesce(max(sequence), ?) from audit_entry where at < ?";
      last = Math.min(last, number(to, 0, utc(range.until())));
    }
    last = Math.max(last, first - 1);
    return new Stretch(first, last, first == 1 && last == end);
  }

  /** Writes a stretch. That it was taken, and by whom, becomes an entry of its own. */
  public void write(Stretch stretch, Actor actor, OutputStream out) throws IOException {
    byte[] previous = hashBefore(stretch.first());
    Checkpoint end = stretch.last() < stretch.first() ? null : end(stretch.last());
    trail.record(
        actor,
        "audit.export",
        "audit",
        stretch.first() + "-" + stretch.last(),
        null,
        Map.of("first", stretch.first(), "last", stretch.last()),
        null);
    line(out, ExportLine.of(header(stretch, previous)));
    entries(stretch, out);
    if (end != null) {
      line(out, ExportLine.of(end));
    }
    out.flush();
  }

  private ExportLine.Header header(Stretch stretch, byte[] previous) {
    return ExportLine.Header.of(
        checkpoints.installation(),
        stretch.first(),
        stretch.last(),
        previous,
        stretch.whole(),
        Instant.now(),
        keys.publicKeys().stream().map(SigningKey::pem).toList());
  }

  private void entries(Stretch stretch, OutputStream out) throws IOException {
    Deque<Checkpoint> made =
        new ArrayDeque<>(checkpoints.between(stretch.first() - 1, stretch.last()));
    follow(made, stretch.first() - 1, out);
    for (long next = stretch.first(); next <= stretch.last(); next += PAGE) {
      for (SealedEntry entry : page(next, Math.min(stretch.last(), next + PAGE - 1))) {
        line(out, ExportLine.of(entry));
        follow(made, entry.sequence(), out);
      }
    }
  }

  /** Checkpoints of entries that are gone stand where the gap is: the check finds both. */
  private static void follow(Deque<Checkpoint> made, long sequence, OutputStream out)
      throws IOException {
    for (Checkpoint next = made.peek();
        next != null && next.sequence() <= sequence;
        next = made.peek()) {
      line(out, ExportLine.of(made.remove()));
    }
  }

  private List<SealedEntry> page(long first, long last) {
    return jdbc.sql("select * from audit_entry where sequence between ? and ? order by sequence")
        .params(first, last)
        .query((row, n) -> AuditRows.sealed(row))
        .list();
  }

  private @Nullable Checkpoint end(long last) {
    byte[] hash = hash(last);
    return hash == null ? null : checkpoints.sign(last, hash);
  }

  private byte[] hashBefore(long first) {
    byte[] hash = first == 1 ? AuditLink.NOTHING : hash(first - 1);
    return hash == null ? AuditLink.NOTHING : hash;
  }

  private byte @Nullable [] hash(long sequence) {
    return jdbc.sql("select hash from audit_entry where sequence = ?")
        .param(sequence)
        .query(byte[].class)
        .optional()
        .orElse(null);
  }

  private long number(String sql, Object... values) {
    return jdbc.sql(sql).params(values).query(Long.class).single();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static void line(OutputStream out, ExportLine line) throws IOException {
    out.write((line.text() + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
