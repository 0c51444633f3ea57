package org.rempart.core.alert.folding;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.alert.Alert;
import org.rempart.core.alert.Entity;
import org.rempart.core.incident.Severity;

/** An open incident while one batch is folded: what it was, and what the batch adds. */
final class Case {

  final UUID id;
  final String site;

  /** The alert that opens it, or {@code null} when it was open before the batch. */
  final @Nullable Arrival opener;

  /** Time of its first alert; with {@link #opener}, of the first in the batch. */
  final Instant first;

  /** How many entities it named before the batch. */
  final int namedBefore;

  Severity severity;
  String playbook = OpeningDecision.TRIAGE;
  Instant last;
  long count;
  final Map<Entity, Tally> entities = new LinkedHashMap<>();
  final Map<String, Tally> folds = new LinkedHashMap<>();
  final Map<String, Instant> keys = new HashMap<>();
  final Set<String> signs = new HashSet<>();
  final Set<String> techniques = new HashSet<>();

  Case(UUID id, Arrival opener) {
    this.id = id;
    this.opener = opener;
    site = opener.site();
    first = opener.at();
    last = first;
    namedBefore = 0;
    severity = opener.alert().severity();
  }

  Case(UUID id, String site, Instant first, Instant last, Severity severity, int namedBefore) {
    this.id = id;
    this.opener = null;
    this.site = site;
    this.first = first;
    this.last = last;
    this.severity = severity;
    this.namedBefore = namedBefore;
  }

  boolean isNew() {
    return opener != null;
  }

  /** Takes an alert in: counts it, and all that it names and shows. */
  void take(Arrival arrival, FoldKeys foldKeys) {
    count(arrival, foldKeys);
    Alert alert = arrival.alert();
    int most = arrival.source().folding().maxEntities();
    for (Entity entity : alert.entities()) {
      Tally tally = entities.get(entity);
      if (tally == null && entities.size() < most) {
        tally = new Tally(arrival);
        entities.put(entity, tally);
      }
      if (tally != null) {
        tally.add(arrival.at());
      }
    }
    signs.addAll(alert.signs());
    techniques.addAll(alert.techniques());
  }

  /** Counts an alert. */
  void count(Arrival arrival, FoldKeys foldKeys) {
    count++;
    last = last.isBefore(arrival.at()) ? arrival.at() : last;
    folds.computeIfAbsent(foldKeys.fingerprint(), key -> new Tally(arrival)).add(arrival.at());
  }

  /** Makes a key lead here until a window after this time. */
  void refresh(String key, Instant at) {
    keys.merge(key, at, (known, now) -> known.isAfter(now) ? known : now);
  }

  /** First and last time, and how often. */
  static final class Tally {

    final Arrival example;
    Instant first;
    Instant last;
    long count;

    Tally(Arrival example) {
      this.example = example;
      first = example.at();
      last = example.at();
    }

    void add(Instant at) {
      first = at.isBefore(first) ? at : first;
      last = at.isAfter(last) ? at : last;
      count++;
    }
  }
}
