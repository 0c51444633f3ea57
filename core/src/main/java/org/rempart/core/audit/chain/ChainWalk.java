package org.rempart.core.audit.chain;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.rempart.core.audit.chain.Finding.Kind;

/**
 * Goes over sealed entries in the order they are met and tells what does not fit. After a fault it
 * goes on from what the faulty entry claims, so that each fault is told where it is. Not
 * thread-safe.
 */
public final class ChainWalk {

  private final Consumer<Finding> findings;

  /** Gaps that no entry has filled yet: first to last missing number. */
  private final TreeMap<Long, Long> missing = new TreeMap<>();

  private long expected;
  private long steps;

  /** Hashes that the next entry may follow: two after a doubled entry, none after a gap. */
  private List<byte[]> previous;

  /**
   * @param first number of the first entry
   * @param before hash of the entry before it, {@link AuditLink#NOTHING} for none
   */
  public ChainWalk(long first, byte[] before, Consumer<Finding> findings) {
    this.expected = first;
    this.previous = List.of(before);
    this.findings = findings;
  }

  /** Takes the next entry. */
  public void step(SealedEntry entry) {
    steps++;
    if (!entry.valuesFit()) {
      tell(Kind.VALUES_CHANGED, entry.sequence());
    }
    if (entry.sequence() < expected) {
      late(entry);
      return;
    }
    if (entry.sequence() > expected) {
      missing.put(expected, entry.sequence() - 1);
      previous = List.of();
    }
    if (!previous.isEmpty() && !follows(entry)) {
      tell(Kind.ENTRY_CHANGED, entry.sequence());
    }
    previous = List.of(entry.hash());
    expected = entry.sequence() + 1;
  }

  /** Tells what is missing; nothing comes after. */
  public void end() {
    missing.forEach((from, to) -> findings.accept(Finding.of(Kind.MISSING, from, to)));
    missing.clear();
  }

  /** Highest number met; the one before the first when there was none. */
  public long last() {
    return expected - 1;
  }

  /** How many entries were met. */
  public long steps() {
    return steps;
  }

  /** Whether numbers were left out that no entry has filled yet. */
  public boolean hasGap() {
    return !missing.isEmpty();
  }

  private void late(SealedEntry entry) {
    if (fillsGap(entry.sequence())) {
      tell(Kind.OUT_OF_ORDER, entry.sequence());
      return;
    }
    tell(Kind.INSERTED, entry.sequence());
    if (entry.sequence() == last() && !previous.isEmpty()) {
      previous = List.of(previous.getFirst(), entry.hash());
    }
  }

  private boolean fillsGap(long sequence) {
    Map.Entry<Long, Long> gap = missing.floorEntry(sequence);
    if (gap == null || gap.getValue() < sequence) {
      return false;
    }
    missing.remove(gap.getKey());
    if (gap.getKey() < sequence) {
      missing.put(gap.getKey(), sequence - 1);
    }
    if (sequence < gap.getValue()) {
      missing.put(sequence + 1, gap.getValue());
    }
    return true;
  }

  private boolean follows(SealedEntry entry) {
    return previous.stream().anyMatch(hash -> Arrays.equals(entry.link().hash(hash), entry.hash()));
  }

  private void tell(Kind kind, long sequence) {
    findings.accept(Finding.of(kind, sequence));
  }
}
