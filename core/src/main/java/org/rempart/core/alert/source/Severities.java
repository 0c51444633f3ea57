package org.rempart.core.alert.source;

import java.util.Locale;
import java.util.Optional;
import org.rempart.core.incident.Severity;

/** Reads severities by the words that products use. */
final class Severities {

  private Severities() {}

  /** The severity with this name, in any case. */
  static Optional<Severity> named(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "informational", "information", "info" -> Optional.of(Severity.INFORMATIONAL);
      case "low", "minor" -> Optional.of(Severity.LOW);
      case "medium", "moderate", "warning" -> Optional.of(Severity.MEDIUM);
      case "high", "major" -> Optional.of(Severity.HIGH);
      case "critical", "fatal" -> Optional.of(Severity.CRITICAL);
      default -> Optional.empty();
    };
  }
}
