package org.rempart.core.response;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Assurance;
import org.rempart.connector.Order;

/**
 * The right to call a product for one action, until the lease ends or somebody takes a higher
 * fencing number.
 *
 * @param attempts how often the product was called for it, this time included
 * @param inDoubt whether an earlier call may have taken effect
 * @param doubtSeconds how long ago that call was made at the latest, or {@code null} when there was
 *     none
 * @param containmentId what it claims, or {@code null} when it contains nothing
 * @param standing how it stands to that containment
 * @param found what a read before the first write had shown, {@code HOLDS} or {@code ABSENT}, or
 *     {@code null} when there was none
 * @param expirySeconds after how long what it brings about ends by itself, or {@code null} for
 *     never
 * @param earlier the key of an earlier try that may have brought the same about, or {@code null}
 *     when there was none or it makes no difference
 */
record Lease(
    UUID actionId,
    ConnectorRegistry.Service service,
    Order order,
    long fencing,
    int attempts,
    boolean inDoubt,
    @Nullable Double doubtSeconds,
    @Nullable UUID containmentId,
    Standing standing,
    @Nullable String found,
    @Nullable Long expirySeconds,
    @Nullable String earlier) {

  /** How an action stands to a containment. */
  enum Standing {
    /** It contains nothing. */
    PLAIN,
    /** It brings the containment about. */
    ESTABLISH,
    /** The containment is there already; it needs to hold. */
    JOIN,
    /**
     * Another has sent the containment, and nobody has seen it in force yet: a product that takes
     * its time must not be told twice.
     */
    AWAIT,
    /** The containment is there, and the product must be told a later end. */
    PROLONG
  }

  Assurance assurance() {
    return service.offer().assurance();
  }

  /**
   * Whether the product must be read before it is written: others' containments, and what only a
   * read can tell apart after a crash.
   */
  boolean readFirst() {
    boolean readable = assurance() == Assurance.READABLE;
    return switch (standing) {
      case JOIN, AWAIT -> true;
      case PROLONG -> false;
      case ESTABLISH -> readable && (found == null || inDoubt);
      case PLAIN -> readable && (inDoubt || tried());
    };
  }

  /** Whether the product may still not show what an earlier call did. */
  boolean lags() {
    Duration lag = service.offer().lag();
    return inDoubt && doubtSeconds != null && doubtSeconds * 1000 < lag.toMillis();
  }

  /**
   * Whether somebody orders again what an earlier try may have done, and nothing was sent for this
   * order yet.
   */
  boolean tried() {
    return earlier != null && !inDoubt;
  }

  /** The same under the key of the earlier try: a product may know when that was sent. */
  Lease asTried() {
    Order then =
        new Order(
            Objects.requireNonNull(earlier),
            order.capability(),
            order.target(),
            order.expiresAt(),
            order.parameters());
    return with(then, found);
  }

  /** Whether nothing was ever sent for what it is to bring about. */
  boolean fresh() {
    return standing == Standing.ESTABLISH && !inDoubt;
  }

  Lease withFound(String result) {
    return with(order, result);
  }

  private Lease with(Order other, @Nullable String result) {
    return new Lease(
        actionId,
        service,
        other,
        fencing,
        attempts,
        inDoubt,
        doubtSeconds,
        containmentId,
        standing,
        result,
        expirySeconds,
        earlier);
  }
}
