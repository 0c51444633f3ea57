package org.rempart.connector;

import java.time.Duration;
import java.util.List;

/**
 * One capability that a connector offers.
 *
 * @param capability what it does
 * @param targetKind what it is done to
 * @param assurance what can be known after a crash
 * @param reversible whether {@link Connector#revert} undoes it
 * @param batchLimit most orders in one call, at least 1
 * @param lag how long the product may still not show what it has taken; an order of which no answer
 *     came is not sent again sooner
 * @param needs parameters that an order must carry beside its target
 */
public record Offer(
    Capability capability,
    TargetKind targetKind,
    Assurance assurance,
    boolean reversible,
    int batchLimit,
    Duration lag,
    List<String> needs) {

  public Offer {
    needs = List.copyOf(needs);
    if (batchLimit < 1) {
      throw new IllegalArgumentException("batchLimit must be at least 1, but is " + batchLimit);
    }
  }

  /** One of a product that shows at once what it has taken, and needs to know the target alone. */
  public Offer(
      Capability capability,
      TargetKind targetKind,
      Assurance assurance,
      boolean reversible,
      int batchLimit) {
    this(capability, targetKind, assurance, reversible, batchLimit, Duration.ZERO, List.of());
  }

  /** The same with a lag. */
  public Offer withLag(Duration longest) {
    return new Offer(capability, targetKind, assurance, reversible, batchLimit, longest, needs);
  }

  /** The same for orders that must carry these parameters. */
  public Offer withNeeds(List<String> parameters) {
    return new Offer(capability, targetKind, assurance, reversible, batchLimit, lag, parameters);
  }
}
