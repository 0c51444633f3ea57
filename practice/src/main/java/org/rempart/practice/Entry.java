package org.rempart.practice;

import java.time.Instant;
import java.util.Map;

/**
 * One thing that truly happened in the estate.
 *
 * @param number counted from 1 over all products
 * @param at when it took effect
 * @param product the stand-in's name
 * @param operation a verb, for example {@code add}
 * @param target what it was done to: address, account, ticket
 * @param details what else is needed to rebuild the state
 */
public record Entry(
    long number,
    Instant at,
    String product,
    String operation,
    String target,
    Map<String, String> details) {

  /** A detail, or an empty text. */
  public String detail(String name) {
    return details.getOrDefault(name, "");
  }
}
