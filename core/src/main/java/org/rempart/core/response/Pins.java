package org.rempart.core.response;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.Changes;
import org.rempart.core.response.Releases.Released;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A person's hold on a containment: while it stands, the last incident that lets go does not undo
 * it. It holds against releases, not against time: the containment's end releases it too.
 */
@Component
public class Pins {

  private static final String LOCK =
      "select c.* from containment c where c.id = ? and c.since is not null for update";

  private static final String PIN =
      """
      insert into containment_pin (containment_id, pinned_by, reason)
      select c.id, ?, ? from containment c where c.id = ? and c.state = 'IN_FORCE'
      on conflict (containment_id) where released_at is null do nothing\
      """;

  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final Releases releases;
  private final Holders holders;
  private final Changes changes;
  private final Bell bell;

  Pins(
      JdbcClient jdbc,
      Transactions transactions,
      Releases releases,
      Holders holders,
      Changes changes,
      Bell bell) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.releases = releases;
    this.holders = holders;
    this.changes = changes;
    this.bell = bell;
  }

  /**
   * Holds a containment.
   *
   * @throws PinConflictException when it is not in force, or pinned already
   */
  public void pin(UUID containmentId, Actor actor, String reason) {
    transactions.run(
        () -> {
          Optional<Place> place = lock(containmentId);
          if (jdbc.sql(PIN).params(actor.name(), reason, containmentId).update() == 0) {
            throw new PinConflictException(
                "Containment " + containmentId + " is not in force, or pinned already.");
          }
          place.ifPresent(p -> tell(p, "containment.pinned", actor, reason));
        });
  }

  /**
   * Lets go of a containment; undoes it when no incident holds it any more.
   *
   * @throws PinConflictException when it is not pinned
   */
  public void unpin(UUID containmentId, Actor actor, String reason) {
    transactions.run(
        () -> {
          if (!release(containmentId, actor, reason)) {
            throw new PinConflictException("Containment " + containmentId + " is not pinned.");
          }
        });
  }

  /** Lets go of it when it is pinned, in the caller's transaction; answers whether it was. */
  boolean release(UUID containmentId, Actor actor, String reason) {
    Optional<Place> place = lock(containmentId);
    Optional<Released> released = releases.unpin(containmentId, reason, actor.name());
    if (place.isEmpty() || released.isEmpty()) {
      return false;
    }
    tell(place.get(), "containment.unpinned", actor, reason);
    if (released.get().reverting()) {
      tell(place.get(), "containment.reverting", actor, reason);
      Transactions.afterCommit(bell::ring);
    }
    return true;
  }

  private Optional<Place> lock(UUID containmentId) {
    return jdbc.sql(LOCK).param(containmentId).query((row, n) -> Place.of(row)).optional();
  }

  private void tell(Place place, String kind, Actor actor, String reason) {
    changes.changed("containment", place.id());
    holders.tell(place.event(kind, Map.of("reason", reason, "by", actor.name()), reason), actor);
  }
}
