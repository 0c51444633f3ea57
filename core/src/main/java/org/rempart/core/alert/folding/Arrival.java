package org.rempart.core.alert.folding;

import java.time.Instant;
import org.rempart.core.alert.Alert;
import org.rempart.core.alert.source.Source;

/**
 * An alert on its way into an incident.
 *
 * @param alert what came
 * @param source where from
 * @param site where it happened
 * @param at the time that windows go by
 */
public record Arrival(Alert alert, Source source, String site, Instant at) {

  /** Whether it is severe enough to tell something of an incident it didn't open. */
  boolean isContext() {
    return alert.severity().compareTo(source.folding().contextFrom()) >= 0;
  }

  /** Whether it is severe enough to open an incident. */
  boolean opens() {
    return alert.severity().compareTo(source.folding().opensAt()) >= 0;
  }
}
