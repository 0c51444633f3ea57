package org.rempart.connector;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One action to bring about on one target.
 *
 * @param key the action's key, the same over every repeat; products that have a place for it keep
 *     it
 * @param capability what to do
 * @param target what to do it to
 * @param expiresAt when the containment should end even if Rempart is gone, or {@code null} for no
 *     end; only a safety net where the product supports it
 * @param parameters what the capability needs besides, for example {@code subject} and {@code body}
 *     of a mail; never secrets
 */
public record Order(
    String key,
    Capability capability,
    Target target,
    @Nullable Instant expiresAt,
    Map<String, String> parameters) {

  public Order {
    parameters = Map.copyOf(parameters);
  }
}
