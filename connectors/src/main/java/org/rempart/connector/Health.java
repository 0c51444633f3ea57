package org.rempart.connector;

import java.time.Duration;

/**
 * Whether a connector can do its work now.
 *
 * @param reachable the product answered
 * @param authenticated it took our credentials
 * @param authorised they suffice for every offer
 * @param latency of the check
 * @param detail one sentence: the product's version, or what is wrong and what to do
 */
public record Health(
    boolean reachable, boolean authenticated, boolean authorised, Duration latency, String detail) {

  /** Whether nothing stands in the way of an action. */
  public boolean good() {
    return reachable && authenticated && authorised;
  }
}
