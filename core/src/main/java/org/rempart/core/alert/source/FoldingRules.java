package org.rempart.core.alert.source;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.rempart.core.incident.EntityRole;
import org.rempart.core.incident.Severity;

/**
 * How a source's alerts become incidents.
 *
 * @param window longest silence after which an alert still joins an open incident; default 2 hours
 * @param span longest time after an incident's first alert in which it takes new ones; default 1
 *     day
 * @param opensAt alerts below this severity open no incident, they only count on one they match;
 *     default MEDIUM
 * @param contextFrom alerts below the opening severity but not below this one count on whatever
 *     open incident their victim has, as its context: they add no sign and no entity; default LOW
 * @param join which side joins: ATTACKER (same attacker), VICTIM (same victim, same family of
 *     rules); default both
 * @param neverJoin values that too much passes through to mean anything: resolvers, proxies,
 *     monitoring hosts
 * @param maxEntities how many entities one incident names; later ones are only counted, and never
 *     acted on; default 5,000, as many as an hour's budget of blocks
 */
public record FoldingRules(
    Duration window,
    Duration span,
    Severity opensAt,
    Severity contextFrom,
    Set<EntityRole> join,
    List<String> neverJoin,
    int maxEntities) {

  /** Fills in the defaults. */
  public FoldingRules {
    window = Objects.requireNonNullElse(window, Duration.ofHours(2));
    span = Objects.requireNonNullElse(span, Duration.ofDays(1));
    opensAt = Objects.requireNonNullElse(opensAt, Severity.MEDIUM);
    contextFrom = Objects.requireNonNullElse(contextFrom, Severity.LOW);
    join = join == null ? Set.of(EntityRole.ATTACKER, EntityRole.VICTIM) : Set.copyOf(join);
    neverJoin = neverJoin == null ? List.of() : List.copyOf(neverJoin);
    maxEntities = maxEntities == 0 ? 5_000 : maxEntities;
    if (join.contains(EntityRole.RELATED)) {
      throw new IllegalArgumentException("Entities that are merely RELATED join no alerts.");
    }
  }

  /** What holds for a source that says nothing. */
  public static FoldingRules defaults() {
    return new FoldingRules(null, null, null, null, null, null, 0);
  }
}
