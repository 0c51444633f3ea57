package org.rempart.core.alert.source;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that shall not open or feed incidents; they are kept all the same.
 *
 * @param rule the rule's id or its whole name; {@code null} for any
 * @param entity value of an entity that the alert must name; {@code null} for any
 * @param reason why it is noise, for whoever wonders later
 * @param until last day it holds, in UTC
 */
public record SuppressionRule(
    @Nullable String rule, @Nullable String entity, String reason, LocalDate until) {

  /** A suppression without a reason, an end or a subject is a hole in the watch. */
  public SuppressionRule {
    if (rule == null && entity == null) {
      throw new IllegalArgumentException("A suppression needs a rule or an entity.");
    }
    Objects.requireNonNull(until, "A suppression needs a day in 'until'.");
    if (reason == null || reason.isBlank()) {
      throw new IllegalArgumentException("A suppression needs a reason.");
    }
  }

  /** The moment from which it no longer holds. */
  public Instant endsAt() {
    return until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
