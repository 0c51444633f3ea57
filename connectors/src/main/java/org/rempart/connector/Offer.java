package org.rempart.connector;

/**
 * One capability that a connector offers.
 *
 * @param capability what it does
 * @param targetKind what it is done to
 * @param assurance what can be known after a crash
 * @param reversible whether {@link Connector#revert} undoes it
 * @param batchLimit most orders in one call, at least 1
 */
public record Offer(
    Capability capability,
    TargetKind targetKind,
    Assurance assurance,
    boolean reversible,
    int batchLimit) {

  public Offer {
    if (batchLimit < 1) {
      throw new IllegalArgumentException("batchLimit must be at least 1, but is " + batchLimit);
    }
  }
}
