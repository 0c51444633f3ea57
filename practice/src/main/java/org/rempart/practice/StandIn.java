package org.rempart.practice;

/** One product of the estate. Implementations are thread-safe. */
public interface StandIn {

  /** Its name in paths, faults and the ledger. */
  String name();

  /** Answers a request as the product would. */
  Reply handle(Call call);

  /** Answers as the product does when it fails behind a friendly status. */
  Reply errorInside();

  /** Its true state, as JSON can show it. */
  Object state();

  /**
   * Blocks an address as an administrator does, without Rempart.
   *
   * @return whether this product blocks addresses
   */
  default boolean blockedByAdministrator(String address) {
    return false;
  }
}
