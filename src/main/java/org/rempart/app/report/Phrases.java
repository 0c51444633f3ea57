package org.rempart.app.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.rempart.core.incident.TimelineSentences;

/**
 * How a report's template says times, durations and words. Figures are the same in every language.
 */
final class Phrases {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Locale locale;

  Phrases(Locale locale) {
    this.locale = locale;
  }

  /** A time in UTC, to the second. */
  public String time(Instant at) {
    return TIME.format(at);
  }

  /** A duration in its two largest units; below a second in milliseconds. */
  public String duration(long millis) {
    if (millis < 0) {
      return "-" + duration(-millis);
    }
    var seconds = millis / 1_000;
    if (seconds == 0) {
      return millis + " ms";
    }
    if (seconds < 60) {
      return "%d.%d s".formatted(seconds, millis % 1_000 / 100);
    }
    if (seconds < 3_600) {
      return "%d min %02d s".formatted(seconds / 60, seconds % 60);
    }
    if (seconds < 86_400) {
      return "%d h %02d min".formatted(seconds / 3_600, seconds % 3_600 / 60);
    }
    var day = locale.getLanguage().equals("fr") ? "j" : "d";
    return "%d %s %02d h".formatted(seconds / 86_400, day, seconds % 86_400 / 3_600);
  }

  /** What a value is called, for example a capability; the value itself when it has no words. */
  public String word(String name, String value) {
    return TimelineSentences.word(name, value, locale);
  }

  /** Enough of a hash to compare by eye. */
  public String shortHash(String hash) {
    return hash.length() > 12 ? hash.substring(0, 12) + "…" : hash;
  }
}
