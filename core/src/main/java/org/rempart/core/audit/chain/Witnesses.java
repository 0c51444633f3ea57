package org.rempart.core.audit.chain;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.chain.ExportLine.Header;
import org.rempart.core.audit.chain.Finding.Kind;

/**
 * The signed checkpoints that a chain is held against: those in the export, and those that were
 * kept elsewhere. Not thread-safe.
 */
final class Witnesses {

  private final Header header;
  private final Map<String, PublicKey> trusted;
  private final Consumer<Finding> findings;

  /** Kept elsewhere and not met yet, by entry. */
  private final TreeMap<Long, List<Checkpoint>> kept = new TreeMap<>();

  private int fitting;
  private int strangers;
  private @Nullable Checkpoint end;

  Witnesses(
      Header header,
      List<PublicKey> trusted,
      List<Checkpoint> keptElsewhere,
      Consumer<Finding> findings) {
    this.header = header;
    this.findings = findings;
    this.trusted = trusted.stream().collect(Collectors.toMap(SigningKey::id, k -> k, (a, b) -> a));
    for (Checkpoint checkpoint : keptElsewhere) {
      if (!ours(checkpoint)) {
        strangers++;
      } else if (genuine(checkpoint)) {
        kept.computeIfAbsent(checkpoint.sequence(), s -> new ArrayList<>()).add(checkpoint);
      }
    }
  }

  /** The chain reached an entry; hash in hex. Also for the entry before the first. */
  void reached(long sequence, String hash) {
    List<Checkpoint> here = kept.remove(sequence);
    if (here != null) {
      here.forEach(checkpoint -> compare(checkpoint, hash));
    }
  }

  /**
   * A checkpoint stands in the export.
   *
   * @param sequence the entry it stands behind
   * @param hash that entry's, hex
   */
  void met(Checkpoint checkpoint, long sequence, String hash) {
    if (!genuine(checkpoint)) {
      return;
    }
    if (checkpoint.sequence() != sequence) {
      tell(Kind.CHECKPOINT_MISPLACED, checkpoint.sequence(), checkpoint.time());
    } else if (compare(checkpoint, hash)) {
      end = checkpoint;
    }
  }

  /** The export ended with this entry. */
  void end(long last) {
    boolean closed = end != null && end.sequence() == last;
    if (!closed && last >= header.first()) {
      tell(Kind.OPEN_END, last);
    }
    TreeMap<Kind, Checkpoint> farthest = new TreeMap<>();
    kept.headMap(header.first() - 1)
        .forEach((s, here) -> farthest.put(Kind.OUTSIDE_CHECKPOINTS, here.getFirst()));
    kept.tailMap(last, false)
        .forEach((s, here) -> here.forEach(later -> farthest.put(meaning(later, closed), later)));
    if (strangers > 0) {
      tell(Kind.KEPT_OF_OTHERS, 0, strangers);
    }
    farthest.forEach((kind, checkpoint) -> beyond(kind, checkpoint, last));
  }

  /** What it means that a checkpoint is about an entry behind the export's last. */
  private Kind meaning(Checkpoint later, boolean closed) {
    if (!header.whole()) {
      return Kind.OUTSIDE_CHECKPOINTS;
    }
    boolean younger = closed && end != null && later.time().isAfter(end.time());
    return younger ? Kind.YOUNGER_CHECKPOINTS : Kind.CUT_OFF;
  }

  private void beyond(Kind kind, Checkpoint checkpoint, long last) {
    if (kind == Kind.CUT_OFF) {
      tell(kind, last + 1, checkpoint.sequence());
    } else {
      tell(kind, checkpoint.sequence(), checkpoint.time());
    }
  }

  /** How many checkpoints are genuine and fit the chain. */
  int fitting() {
    return fitting;
  }

  private boolean compare(Checkpoint checkpoint, String hash) {
    if (checkpoint.hash().equals(hash)) {
      fitting++;
      return true;
    }
    tell(Kind.OTHER_CHAIN, checkpoint.sequence(), checkpoint.time());
    return false;
  }

  private boolean genuine(Checkpoint checkpoint) {
    PublicKey key = trusted.get(checkpoint.keyId());
    if (key == null) {
      tell(Kind.UNKNOWN_KEY, checkpoint.sequence(), checkpoint.time(), checkpoint.keyId());
      return false;
    }
    if (!checkpoint.isSignedBy(key)) {
      tell(Kind.BAD_SIGNATURE, checkpoint.sequence(), checkpoint.time());
      return false;
    }
    if (!ours(checkpoint)) {
      tell(Kind.OTHER_INSTALLATION, checkpoint.sequence(), checkpoint.installation());
      return false;
    }
    return true;
  }

  private boolean ours(Checkpoint checkpoint) {
    return checkpoint.installation().equals(header.installation());
  }

  private void tell(Kind kind, long sequence, Object... more) {
    findings.accept(Finding.of(kind, sequence, more));
  }
}
