package org.rempart.core.response;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Proof;

/**
 * What a call came to for one action, to be stored if the fencing number is still ours.
 *
 * @param state EXECUTED, WAITING or FAILED
 * @param sent whether this call is the one of which no answer came
 * @param stateBefore what was there before, when the action brought a containment about
 * @param executedAgo seconds since the product answered, on this machine's monotonic clock
 * @param provenAgo seconds since the read-back
 * @param productUntil when the product ends it by itself, if it was told now
 * @param expirySeconds after how long the containment ends by itself, or {@code null} for never
 */
record Settlement(
    UUID actionId,
    @Nullable UUID containmentId,
    long fencing,
    Fate.State state,
    boolean inDoubt,
    boolean sent,
    @Nullable Map<String, String> stateBefore,
    @Nullable String reference,
    @Nullable String message,
    @Nullable Double retrySeconds,
    @Nullable Double executedAgo,
    Proof.@Nullable Result result,
    @Nullable Instant readAt,
    @Nullable String evidence,
    @Nullable Double provenAgo,
    @Nullable Instant productUntil,
    @Nullable Long expirySeconds) {

  boolean executed() {
    return state == Fate.State.EXECUTED;
  }

  /** The product said no and nothing is in force through this action. */
  boolean refused() {
    return state == Fate.State.FAILED && !inDoubt;
  }
}
