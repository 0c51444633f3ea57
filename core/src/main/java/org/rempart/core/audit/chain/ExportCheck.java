package org.rempart.core.audit.chain;

import java.io.BufferedReader;
import java.io.IOException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.chain.ExportLine.Header;
import org.rempart.core.audit.chain.Finding.Kind;
import org.rempart.core.audit.chain.Finding.Weight;

/**
 * Checks an export: the chain of its entries, its checkpoints, and checkpoints that were kept
 * elsewhere. For one export; not thread-safe.
 */
public final class ExportCheck {

  /** As many findings as a person reads; the rest is counted. */
  private static final int KEPT = 100;

  private final @Nullable List<PublicKey> trusted;
  private final List<Checkpoint> kept;
  private final LongConsumer progress;
  private final List<Finding> findings = new ArrayList<>();
  private long faults;
  private long unreadable;

  private @Nullable Header header;
  private @Nullable ChainWalk walk;
  private @Nullable Witnesses witnesses;
  private final Erasures erasures = new Erasures();
  private long lastMet;
  private String lastHash = "";

  /**
   * @param trusted public keys that are known from elsewhere; {@code null} to take the export's own
   *     word for them
   * @param kept checkpoints that were kept elsewhere
   * @param progress is told after each line how many were read
   */
  public ExportCheck(
      @Nullable List<PublicKey> trusted, List<Checkpoint> kept, LongConsumer progress) {
    this.trusted = trusted;
    this.kept = kept;
    this.progress = progress;
  }

  /**
   * Reads an export to its end.
   *
   * @throws UnreadableLineException when its first line is no header
   */
  public Result check(BufferedReader lines) throws IOException, UnreadableLineException {
    long number = 1;
    Header head = begin(lines.readLine());
    for (String text = lines.readLine(); text != null; text = lines.readLine()) {
      number++;
      try {
        take(ExportLine.read(text));
      } catch (UnreadableLineException e) {
        tell(Finding.of(Kind.UNREADABLE, 0, number, e.getMessage()));
      }
      progress.accept(number);
    }
    return end(head);
  }

  private Header begin(@Nullable String text) throws UnreadableLineException {
    Header head = text == null ? null : ExportLine.read(text).header();
    if (head == null || !head.format().equals(ExportLine.FORMAT)) {
      throw new UnreadableLineException("the first line is no header of an audit export");
    }
    if (head.version() != ExportLine.VERSION) {
      throw new UnreadableLineException("version " + head.version() + " of the format is unknown");
    }
    header = head;
    List<PublicKey> keys = trusted;
    if (keys == null) {
      keys = keysOf(head);
      tell(Finding.of(Kind.KEY_OF_EXPORT, 0));
    }
    if (!head.whole()) {
      tell(Finding.of(Kind.PART, head.first(), head.last()));
    }
    walk = new ChainWalk(head.first(), previous(head), this::tell);
    witnesses = new Witnesses(head, keys, kept, this::tell);
    lastMet = head.first() - 1;
    lastHash = head.previous();
    witnesses.reached(lastMet, lastHash);
    return head;
  }

  private void take(ExportLine line) throws UnreadableLineException {
    if (line.entry() != null) {
      SealedEntry entry = line.sealed();
      Objects.requireNonNull(walk).step(entry);
      erasures.step(entry);
      lastMet = entry.sequence();
      lastHash = line.entry().hash();
      Objects.requireNonNull(witnesses).reached(lastMet, lastHash);
    } else if (line.checkpoint() != null) {
      Objects.requireNonNull(witnesses).met(line.checkpoint(), lastMet, lastHash);
    } else {
      throw new UnreadableLineException("is a second header");
    }
  }

  private Result end(Header head) {
    ChainWalk walked = Objects.requireNonNull(walk);
    Witnesses held = Objects.requireNonNull(witnesses);
    walked.end();
    if (walked.last() < head.last()) {
      tell(Finding.of(Kind.CUT_OFF, walked.last() + 1, head.last()));
    }
    held.end(walked.last());
    erasures.end(this::tell);
    return new Result(
        head,
        walked.steps(),
        walked.last(),
        held.fitting(),
        List.copyOf(findings),
        faults,
        unreadable);
  }

  private void tell(Finding finding) {
    faults += finding.weight() == Weight.FAULT ? 1 : 0;
    unreadable += finding.weight() == Weight.UNREADABLE ? 1 : 0;
    if (findings.size() < KEPT) {
      findings.add(finding);
    }
  }

  private static List<PublicKey> keysOf(Header head) throws UnreadableLineException {
    try {
      return head.keys().stream().flatMap(pem -> SigningKey.publicKeys(pem).stream()).toList();
    } catch (IllegalArgumentException e) {
      throw new UnreadableLineException("keys of the header: " + e.getMessage());
    }
  }

  private static byte[] previous(Header head) throws UnreadableLineException {
    try {
      return HexFormat.of().parseHex(head.previous());
    } catch (IllegalArgumentException e) {
      throw new UnreadableLineException("previous of the header is not hexadecimal");
    }
  }

  /**
   * What the check showed.
   *
   * @param header what the export says of itself
   * @param entries how many entries were read
   * @param last highest number of an entry
   * @param checkpoints how many checkpoints are genuine and fit
   * @param findings in the order they were met, the first hundred
   * @param faults how many of all findings are faults
   * @param unreadable how many lines could not be read
   */
  public record Result(
      Header header,
      long entries,
      long last,
      int checkpoints,
      List<Finding> findings,
      long faults,
      long unreadable) {

    /** 0 when nothing is wrong, 1 when something is, 2 when it could not be read whole. */
    public int status() {
      return unreadable > 0 ? 2 : faults > 0 ? 1 : 0;
    }
  }
}
