package org.rempart.connector;

import java.util.Map;

/**
 * What the product said to one order. A product's yes is not yet a proof: see {@link
 * Connector#verify}.
 */
public sealed interface Outcome {

  /** The order's key. */
  String key();

  /**
   * The product accepted the order, or it was in force already.
   *
   * @param stateBefore what was there before, as {@link Connector#revert} needs it; empty where
   *     nothing was
   * @param reference the product's own id of what was made (ticket number, message id), or empty
   */
  record Done(String key, Map<String, String> stateBefore, String reference) implements Outcome {

    public Done {
      stateBefore = Map.copyOf(stateBefore);
    }
  }

  /**
   * The product refused, and would refuse again: unknown host, missing right, malformed target.
   *
   * @param code stable upper-case word, for example {@code UNKNOWN_HOST}
   * @param message one sentence for a responder: what was refused and what to do; never a secret
   */
  record Refused(String key, String code, String message) implements Outcome {}
}
