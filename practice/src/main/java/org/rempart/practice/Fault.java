package org.rempart.practice;

import org.jspecify.annotations.Nullable;

/**
 * A misbehaviour that was ordered.
 *
 * @param product the stand-in, or {@code *}
 * @param kind what it does
 * @param times how many requests it hits, 1 when left out
 * @param delayMs how long a delay is, in milliseconds; 0 when left out
 * @param path regular expression that the request's path must fit; any when left out
 */
public record Fault(
    String product, Kind kind, @Nullable Integer times, @Nullable Long delayMs, String path) {

  /** Ways to misbehave. */
  public enum Kind {
    /** 429 with Retry-After 1, no effect. */
    TOO_MANY,
    /** 401, no effect. */
    EXPIRED,
    /** The product's friendly status with an error inside, no effect. */
    ERROR_INSIDE,
    /** 503, no effect. */
    UNAVAILABLE,
    /** The answer comes at once, the effect after the delay. */
    ANSWER_BEFORE_EFFECT,
    /** The effect comes at once, the connection closes after the delay without an answer. */
    EFFECT_WITHOUT_ANSWER,
    /** No effect; the connection closes after the delay without an answer. */
    NEITHER,
    /** Everything works, after the delay. */
    DELAY
  }

  public Fault {
    product = product == null ? "*" : product;
    times = times == null ? 1 : Math.max(times, 1);
    delayMs = delayMs == null ? 0 : delayMs;
    path = path == null || path.isEmpty() ? ".*" : path;
    if (kind == null) {
      throw new IllegalArgumentException("kind is missing");
    }
  }

  boolean hits(String name, String calledPath) {
    return (product.equals("*") || product.equals(name)) && calledPath.matches(path);
  }

  Fault once() {
    return new Fault(product, kind, times - 1, delayMs, path);
  }
}
