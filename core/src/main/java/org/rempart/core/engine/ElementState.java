package org.rempart.core.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a token of an incident's process stands, or stood.
 *
 * @param processId the drawing
 * @param version the engine's version of it
 * @param processInstanceKey the run of the drawing; a playbook may be called more than once
 * @param elementId the element in the drawing
 * @param elementType for example {@code USER_TASK}
 * @param enteredAt the engine's clock
 * @param leftAt {@code null} while it stands there
 */
public record ElementState(
    String processId,
    int version,
    long processInstanceKey,
    String elementId,
    String elementType,
    State state,
    Instant enteredAt,
    @Nullable Instant leftAt) {

  /** What became of the token. */
  public enum State {
    ACTIVE,
    COMPLETED,
    TERMINATED
  }
}
