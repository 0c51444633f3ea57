package org.rempart.core.task;

import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks a list is to hold; {@code null} means any.
 *
 * @param unfinished whether only what is open or claimed
 * @param claimedBy a login
 * @param groups tasks of at least one of these groups
 */
public record TaskFilter(
    boolean unfinished,
    @Nullable UUID incidentId,
    @Nullable String claimedBy,
    @Nullable Collection<String> groups) {

  /** Everything that still waits for somebody. */
  public static final TaskFilter UNFINISHED = new TaskFilter(true, null, null, null);

  /** Every task of an incident, finished ones too. */
  public static TaskFilter of(UUID incidentId) {
    return new TaskFilter(false, incidentId, null, null);
  }
}
