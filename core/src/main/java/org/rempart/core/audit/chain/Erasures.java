package org.rempart.core.audit.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.rempart.core.audit.chain.Finding.Kind;

/** Holds erased values against the entries that say who erased them. Not thread-safe. */
final class Erasures {

  /** Longer than a transaction takes from its erasure to its commit and seal. */
  private static final Duration TOLD_WITHIN = Duration.ofMinutes(10);

  private final Map<Long, Instant> erased = new TreeMap<>();
  private final Set<String> told = new HashSet<>();
  private Instant youngest = Instant.MIN;

  void step(SealedEntry entry) {
    AuditLink link = entry.link();
    youngest = link.at().isAfter(youngest) ? link.at() : youngest;
    if (entry.erasedAt() != null) {
      erased.put(entry.sequence(), entry.erasedAt());
    }
    if (link.what().equals("audit.erase") && link.subjectKind().equals("audit")) {
      told.add(link.subjectId());
    }
  }

  void end(Consumer<Finding> findings) {
    erased.forEach((sequence, at) -> findings.accept(Finding.of(kind(sequence, at), sequence, at)));
  }

  /** An erasure of the export's last minutes may be told of by an entry that comes after it. */
  private Kind kind(long sequence, Instant at) {
    if (told.contains(Long.toString(sequence))) {
      return Kind.ERASED;
    }
    return youngest.isAfter(at.plus(TOLD_WITHIN)) ? Kind.ERASED_UNTOLD : Kind.ERASED_LATE;
  }
}
