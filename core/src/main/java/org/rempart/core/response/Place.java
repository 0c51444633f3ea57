package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.connector.Order;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;

/**
 * Where a containment is, and the order by which its product knows it.
 *
 * @param fencing the number under which the row was taken, or as it stood when it was only read
 */
record Place(UUID id, String connector, Order order, long fencing) {

  /** Reads the row of a containment. */
  static Place of(ResultSet row) throws SQLException {
    return of(row, null);
  }

  /**
   * Reads the row of a containment.
   *
   * @param until what the product is told as its own end, or {@code null} for none
   */
  static Place of(ResultSet row, @Nullable Instant until) throws SQLException {
    Target target =
        new Target(TargetKind.valueOf(row.getString("target_kind")), row.getString("target"));
    Capability capability = new Capability(row.getString("capability"));
    return new Place(
        row.getObject("id", UUID.class),
        row.getString("connector"),
        new Order(row.getString("order_key"), capability, target, until, Map.of()),
        row.getLong("fencing"));
  }

  /**
   * What a task about it shows.
   *
   * @param message what the product said or showed
   */
  Map<String, Object> context(String message) {
    return Map.of(
        "containmentId", id.toString(),
        "capability", order.capability().id(),
        "connector", connector,
        "target", order.target().value(),
        "message", order.capability() + " " + order.target() + " (" + connector + "): " + message);
  }

  /** Something that happened to it, for timeline and audit. */
  Chronicle.Event event(String kind, Map<String, ?> details, @Nullable String reason) {
    return new Chronicle.Event(
        kind,
        "containment",
        id,
        order.capability().id(),
        connector,
        order.target().value(),
        details,
        reason);
  }
}
