package org.rempart.connector;

import java.time.Instant;
import java.util.List;

/**
 * What a read-back showed.
 *
 * @param key the order's key
 * @param result whether the action is in force
 * @param readAt when the product was read
 * @param evidence what was read, cut to what proves the result; never a secret
 */
public record Proof(String key, Result result, Instant readAt, String evidence) {

  /** The same answer to each of the orders. */
  public static List<Proof> all(List<Order> batch, Result result, Instant readAt, String evidence) {
    return batch.stream().map(o -> new Proof(o.key(), result, readAt, evidence)).toList();
  }

  /** Answers of a read-back. */
  public enum Result {
    /** In force. */
    HOLDS,
    /** Not in force. */
    ABSENT,
    /** The product did not say: unreachable, time-out, or it can't be read. */
    UNKNOWN
  }
}
