package org.rempart.core.response;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A difference between the register and a product.
 *
 * @param evidence what was read, or {@code null} when nothing was
 * @param since when it was found, for OVERDUE when it should have ended
 * @param containmentId the containment that it is about, or {@code null} when there is none
 */
public record Drift(
    Kind kind,
    String connector,
    String capability,
    String targetKind,
    String target,
    @Nullable String evidence,
    Instant since,
    @Nullable UUID containmentId) {

  /** How product and register differ. */
  public enum Kind {
    /** Should be in force, and somebody took it away. */
    VANISHED,
    /** Its end has passed, and it is not undone. */
    OVERDUE,
    /** In force under a key of ours that no live containment has. */
    ORPHANED,
    /** In force, and somebody else's. */
    FOREIGN
  }
}
