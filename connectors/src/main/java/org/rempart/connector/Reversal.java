package org.rempart.connector;

import java.util.Map;

/**
 * One containment to undo.
 *
 * @param order the order that brought it about
 * @param stateBefore what {@link Outcome.Done#stateBefore()} said when it was first executed
 */
public record Reversal(Order order, Map<String, String> stateBefore) {

  public Reversal {
    stateBefore = Map.copyOf(stateBefore);
  }
}
