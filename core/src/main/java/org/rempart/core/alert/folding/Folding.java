package org.rempart.core.alert.folding;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.alert.Entity;
import org.rempart.core.alert.UuidV7;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Folds alerts into incidents. An alert joins the open incident that its fingerprint leads to, else
 * its attacker, else its victim under the same family of rules; else it opens one, if it is severe
 * enough.
 *
 * <p>So that one busy server doesn't draw everything into one giant incident, an alert that came by
 * its victim brings no attackers: their other victims are another story. And what is too mild to
 * open an incident keeps none alive.
 */
@Component
public class Folding {

  private final JdbcTemplate jdbc;
  private final CaseBook book;

  Folding(JdbcTemplate jdbc, CaseBook book) {
    this.jdbc = jdbc;
    this.book = book;
  }

  /**
   * Folds a batch, in the caller's transaction. Other instances that fold for the same sites wait
   * until it ends.
   *
   * @param arrivals in the order in which they came
   * @return for each, its incident, or {@code null} when it belongs to none
   */
  public List<@Nullable UUID> fold(List<Arrival> arrivals) {
    if (arrivals.isEmpty()) {
      return List.of();
    }
    lockSites(arrivals);
    List<FoldKeys> keys = keys(arrivals);
    Set<String> distinct = new HashSet<>();
    new HashSet<>(keys).forEach(k -> k.all().forEach(distinct::add));
    OpenCases open = OpenCases.load(jdbc, distinct, earliest(arrivals));
    List<@Nullable UUID> incidents = new ArrayList<>(arrivals.size());
    for (int i = 0; i < arrivals.size(); i++) {
      incidents.add(place(arrivals.get(i), keys.get(i), open).map(c -> c.id).orElse(null));
    }
    book.write(open.touched());
    return incidents;
  }

  private void lockSites(List<Arrival> arrivals) {
    String[] sites =
        arrivals.stream().map(Arrival::site).distinct().sorted().toArray(String[]::new);
    jdbc.query(
        "select pg_advisory_xact_lock(hashtextextended('rempart.fold.' || s, 0)) from"
            + " (select s from unnest(?) with ordinality t(s, n) order by n) o",
        row -> {},
        (Object) sites);
  }

  /** A storm has few shapes: each is worked out once. */
  private static List<FoldKeys> keys(List<Arrival> arrivals) {
    record Shape(String site, String source, String rule, List<Entity> entities) {}
    Map<Shape, FoldKeys> known = new HashMap<>();
    List<FoldKeys> keys = new ArrayList<>(arrivals.size());
    for (Arrival arrival : arrivals) {
      Shape shape =
          new Shape(
              arrival.site(),
              arrival.source().id(),
              arrival.alert().rule(),
              arrival.alert().entities());
      keys.add(known.computeIfAbsent(shape, s -> FoldKeys.of(arrival)));
    }
    return keys;
  }

  private static Instant earliest(List<Arrival> arrivals) {
    Instant first = arrivals.stream().map(Arrival::at).min(Instant::compareTo).orElseThrow();
    Duration longest =
        arrivals.stream()
            .map(arrival -> arrival.source().folding().window())
            .max(Duration::compareTo)
            .orElseThrow();
    return first.minus(longest);
  }

  private static Optional<Case> place(Arrival arrival, FoldKeys keys, OpenCases open) {
    Optional<Case> strong =
        open.find(keys.fingerprint(), arrival).or(() -> first(keys.attackers(), arrival, open));
    Optional<Case> joined = strong.or(() -> first(keys.victims(), arrival, open));
    if (joined.isEmpty() && !arrival.opens()) {
      return context(arrival, keys, open);
    }
    Case into = joined.orElseGet(() -> opened(arrival, open));
    into.take(arrival, keys);
    if (arrival.opens()) {
      boolean byVictim = joined.isPresent() && strong.isEmpty();
      keys.all()
          .filter(key -> !byVictim || !key.startsWith("a|"))
          .forEach(key -> open.refresh(into, key, arrival.at()));
    }
    return Optional.of(into);
  }

  /**
   * A mild alert that nothing but its victim connects is counted there, and changes nothing else.
   */
  private static Optional<Case> context(Arrival arrival, FoldKeys keys, OpenCases open) {
    Optional<Case> found =
        arrival.isContext() ? first(keys.places(), arrival, open) : Optional.empty();
    found.ifPresent(into -> into.count(arrival, keys));
    return found;
  }

  private static Optional<Case> first(List<String> keys, Arrival arrival, OpenCases open) {
    return keys.stream().flatMap(key -> open.find(key, arrival).stream()).findFirst();
  }

  private static Case opened(Arrival arrival, OpenCases open) {
    Case opened = new Case(UuidV7.next(), arrival);
    open.add(opened);
    return opened;
  }
}
