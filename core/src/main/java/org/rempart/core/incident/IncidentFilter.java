package org.rempart.core.incident;

import org.jspecify.annotations.Nullable;

/**
 * Which incidents a list is to hold; {@code null} means any.
 *
 * @param text part of the title, an entity's value, or the number
 */
public record IncidentFilter(
    @Nullable IncidentStatus status,
    @Nullable Severity severity,
    @Nullable Phase phase,
    @Nullable String playbook,
    @Nullable String text) {

  /** Every incident. */
  public static final IncidentFilter ALL = new IncidentFilter(null, null, null, null, null);
}
