package org.rempart.core.alert.source;

import org.rempart.core.alert.Alert;

/** What a record turned out to be. */
public sealed interface Reading {

  /** An alert. */
  record Read(Alert alert) implements Reading {}

  /**
   * Nothing to keep: the source sends other things beside alerts.
   *
   * @param kind what it is instead, for example {@code flow}
   */
  record PassedOver(String kind) implements Reading {}

  /**
   * An alert that can't be used as it is.
   *
   * @param field the field at fault, in the source's own words; {@code record} for the whole
   * @param reason what is wrong with it, and what would be right
   */
  record Refused(String field, String reason) implements Reading {}
}
