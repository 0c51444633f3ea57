package org.rempart.core.response;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A containment whose row this transaction has locked.
 *
 * @param established whether the product has confirmed it
 * @param orderKey the key under which the product knows it
 * @param establisher the one action that may bring it about, or {@code null} when it is yet to be
 *     named
 * @param productUntil when the product would end it by itself
 * @param doubtful whether an earlier call may have brought it about without an answer
 */
record Held(
    UUID id,
    String connector,
    String target,
    boolean reverting,
    boolean established,
    String orderKey,
    @Nullable String found,
    @Nullable UUID establisher,
    @Nullable Instant productUntil,
    boolean doubtful,
    boolean unseen) {

  Held abandoned() {
    return new Held(
        id,
        connector,
        target,
        reverting,
        false,
        orderKey,
        found,
        null,
        productUntil,
        doubtful,
        unseen);
  }

  String place() {
    return place(connector, target);
  }

  static String place(String connector, String target) {
    return connector + " " + target;
  }

  boolean establishedBy(UUID actionId) {
    return !established && (establisher == null || establisher.equals(actionId));
  }
}
