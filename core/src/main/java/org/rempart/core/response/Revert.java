package org.rempart.core.response;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Order;
import org.rempart.connector.Reversal;

/**
 * The right to undo one containment at its product, until the lease ends.
 *
 * @param incidentId the incident that released it last
 * @param stateBefore what stood there before Rempart
 * @param theirs whether it stood there before Rempart did anything, so that it stays
 * @param takenBack whether the product has taken an order to undo it, or may have without an
 *     answer, and did not show it gone yet
 * @param since since when it was in force, or {@code null} when a crash left that open
 */
record Revert(
    UUID containmentId,
    UUID incidentId,
    String site,
    ConnectorRegistry.@Nullable Service service,
    String connector,
    Order order,
    Map<String, String> stateBefore,
    boolean theirs,
    long fencing,
    int attempts,
    boolean takenBack,
    @Nullable Instant since) {

  Reversal reversal() {
    return new Reversal(order, stateBefore);
  }

  /** Whether the product answers now. */
  boolean reachable() {
    return service != null && service.connector().health().reachable();
  }

  /** Runs of reverts that one call can undo keep the order. */
  boolean sameCall(Revert other) {
    return connector.equals(other.connector) && order.capability().equals(other.order.capability());
  }

  /**
   * What an attempt came to.
   *
   * @param state REVERTED, REVERT_FAILED or REVERTING (tried again later)
   * @param takenBack whether the product has taken the order
   * @param result what the read-back showed
   */
  record Ended(
      UUID containmentId,
      long fencing,
      String state,
      @Nullable String message,
      @Nullable Double retrySeconds,
      boolean takenBack,
      @Nullable String result,
      @Nullable Instant readAt,
      @Nullable String evidence) {}
}
