package org.rempart.bench.faults;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what must be so with what the journal says and what the products really hold.
 *
 * @param held what must be in force now
 * @param free what must not be in force any more
 * @param before what stood there before Rempart, and stays
 */
record Comparison(Set<Effect> held, Set<Effect> free, Set<Effect> before) {

  /** Counts what is wrong; whether incidents came to rest is not its matter. */
  Tally of(Journal journal, Estate estate) {
    List<Effect> missing = held.stream().filter(effect -> isMissing(effect, estate)).toList();
    int undone = (int) missing.stream().filter(e -> count(estate.undone(), e) > 0).count();
    int believed =
        (int)
            missing.stream()
                .filter(e -> count(estate.undone(), e) == 0 && journal.saysProven(e))
                .count();
    int theirs = (int) before.stream().filter(e -> !estate.there().contains(e)).count();
    return new Tally(
        missing.size() - undone - believed + unheard(journal) + unticketed(journal, estate),
        doubled(journal, estate),
        0,
        believed + leftBehind(journal, estate),
        undone + theirs,
        repeated(journal, estate),
        0,
        0);
  }

  /** What can't be undone is there from an earlier run as well. */
  private static boolean isMissing(Effect effect, Estate estate) {
    return !estate.there().contains(effect)
        || (!effect.kind().lasts() && count(estate.done(), effect) == 0);
  }

  /** Acknowledged alerts of which nothing became, and notices that never arrived. */
  private static int unheard(Journal journal) {
    return (int)
        journal.alerts().stream().filter(a -> a.kept() == 0 || a.incidents().isEmpty()).count();
  }

  private static int unticketed(Journal journal, Estate estate) {
    int lost = 0;
    for (Journal.Incident incident : incidents(journal)) {
      boolean none = !estate.tickets().containsKey(incident.number());
      lost += none && incident.wantsTicket() ? 1 : 0;
      lost += (int) incident.notices().stream().filter(n -> !estate.mails().containsKey(n)).count();
    }
    return lost;
  }

  private int doubled(Journal journal, Estate estate) {
    int doubled = 0;
    for (Journal.Alert alert : journal.alerts()) {
      doubled += more(alert.kept()) + more(alert.incidents().size());
    }
    for (Journal.Incident incident : incidents(journal)) {
      doubled += more(estate.tickets().getOrDefault(incident.number(), 0));
    }
    Set<Effect> all = new HashSet<>(held);
    all.addAll(free);
    for (Effect effect : all) {
      doubled += more(count(estate.done(), effect)) + more(count(estate.undone(), effect));
    }
    return doubled;
  }

  /** What nobody needs any more and is in force, or is said to be. */
  private int leftBehind(Journal journal, Estate estate) {
    return (int)
        free.stream()
            .filter(e -> e.kind().lasts() && !before.contains(e))
            .filter(
                e ->
                    estate.there().contains(e)
                        || journal.containments().stream().anyMatch(c -> c.effect().equals(e)))
            .count();
  }

  private static int repeated(Journal journal, Estate estate) {
    int repeated = 0;
    for (Journal.Incident incident : incidents(journal)) {
      for (String notice : incident.notices()) {
        repeated += more(estate.mails().getOrDefault(notice, 0));
      }
    }
    return repeated;
  }

  private static List<Journal.Incident> incidents(Journal journal) {
    return journal.alerts().stream().flatMap(a -> a.incidents().stream()).distinct().toList();
  }

  private static int count(Map<Effect, Integer> counts, Effect effect) {
    return counts.getOrDefault(effect, 0);
  }

  private static int more(int count) {
    return Math.max(0, count - 1);
  }
}
