package org.rempart.core.guardrail;

import java.util.Set;

/**
 * What the kill switches that are on stop.
 *
 * @param on each as its scope and, after a space, the id that it is for; {@code "ALL "} for
 *     everything
 */
record Stopped(Set<String> on) {

  /** No switch is on. */
  static final Stopped NOTHING = new Stopped(Set.of());

  static Stopped by(String[] on) {
    return new Stopped(Set.of(on));
  }

  /** Whether a product of a site must not be called. */
  boolean stops(String siteId, String connector) {
    return on.contains("ALL ")
        || on.contains("SITE " + siteId)
        || on.contains("CONNECTOR " + connector);
  }
}
