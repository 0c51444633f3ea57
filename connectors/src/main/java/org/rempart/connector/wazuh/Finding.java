package org.rempart.connector.wazuh;

import java.time.Instant;
import org.rempart.connector.Order;
import org.rempart.connector.Proof;

/**
 * What the inventory says about one order.
 *
 * @param result whether it is in force
 * @param evidence one sentence
 */
record Finding(Proof.Result result, String evidence) {

  /**
   * Weighs a look at the inventory. Showing the effect proves it; not showing it proves the
   * opposite only when the agent has looked since the order was sent.
   */
  static Finding weigh(boolean shows, boolean fresh, String evidence) {
    if (shows) {
      return new Finding(Proof.Result.HOLDS, evidence);
    }
    return fresh
        ? new Finding(Proof.Result.ABSENT, evidence)
        : new Finding(Proof.Result.UNKNOWN, evidence + "; the inventory is older than the order");
  }

  Proof of(Order order) {
    return new Proof(order.key(), result, Instant.now(), evidence);
  }
}
