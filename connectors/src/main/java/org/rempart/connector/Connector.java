package org.rempart.connector;

import java.util.List;
import java.util.Optional;

/**
 * One configured product that can act on targets: a firewall, an EDR, a ticket system.
 *
 * <p>Calls run outside any database transaction and may be repeated after a crash, so every method
 * is idempotent by {@link Order#key()}. Implementations are thread-safe and bound every call by a
 * time-out.
 *
 * <p>{@link #execute}, {@link #verify}, {@link #found} and {@link #revert} answer one result per
 * order, in the order of the batch. They throw {@link ProductUnavailableException} when nothing was
 * sent, and {@link OutcomeUnknownException} when something was sent and no answer came back; every
 * other exception is a programming error.
 */
public interface Connector extends AutoCloseable {

  /** Name of this configured instance, unique in the installation, for example {@code fw-dakar}. */
  String id();

  /**
   * The product and the version of the contract that is spoken, for example {@code OPNsense 24.7
   * alias API}.
   */
  String product();

  /**
   * Whether the other side is the practice estate; the console says so wherever this connector is
   * named.
   */
  boolean practice();

  /** What this instance offers; never empty and constant over its life. */
  List<Offer> offers();

  /**
   * Brings about what the orders ask. Reads the product before it writes and returns the state
   * before.
   *
   * @param batch one or more orders of one capability, at most {@link Offer#batchLimit()}
   */
  List<Outcome> execute(List<Order> batch);

  /**
   * Reads back whether what the orders ask is in force, by another path than {@link #execute} where
   * the product has one. A time-out is an answer here, {@link Proof.Result#UNKNOWN}, never an
   * exception.
   */
  List<Proof> verify(List<Order> batch);

  /**
   * Reads whether what the orders ask was there before anything was sent for them. Unlike for
   * {@link #verify}, the newest look that the product has is good enough, however old, and a
   * product that can't be reached may throw {@link ProductUnavailableException}.
   */
  default List<Proof> found(List<Order> batch) {
    return verify(batch);
  }

  /**
   * Restores the state before. Reverting what is not there is a success; what stood there before
   * Rempart stays.
   *
   * @param batch what is to be undone, each with the state before that {@link #execute} had
   *     returned
   */
  List<Outcome> revert(List<Reversal> batch);

  /**
   * Lists everything that the product holds of a capability, whoever put it there.
   *
   * @return empty when the product can't list it, or not with the keys that it was given
   * @throws ProductUnavailableException when it does not answer now, or not so that all of it is
   *     known: what a list lacks is taken for gone
   */
  default Optional<List<Holding>> holdings(Capability capability) {
    return Optional.empty();
  }

  /** Checks reachability, credentials and rights, in at most ten seconds. Never throws. */
  Health health();

  /** Ends sessions and child processes. What is in force at the product stays in force. */
  @Override
  default void close() {}
}
