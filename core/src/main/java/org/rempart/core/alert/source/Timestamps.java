package org.rempart.core.alert.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** Reads times the way products write them. A time without a zone is UTC. */
final class Timestamps {

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter();

  /** From here on a number counts milliseconds: as seconds it would be the year 5138. */
  private static final double MILLISECONDS = 1e11;

  private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private Timestamps() {}

  /** ISO 8601 with or without colon in the offset, or epoch seconds or milliseconds. */
  static Optional<Instant> parse(String text) {
    try {
      Instant time = isNumber(text) ? epoch(Double.parseDouble(text)) : iso(text);
      return Optional.of(time).filter(t -> t.isAfter(EARLIEST) && t.isBefore(LATEST));
    } catch (DateTimeException | NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
  }

  private static Instant epoch(double number) {
    double seconds = number >= MILLISECONDS ? number / 1000 : number;
    long whole = (long) Math.floor(seconds);
    return Instant.ofEpochSecond(whole, Math.round((seconds - whole) * 1e6) * 1000);
  }

  private static Instant iso(String text) {
    TemporalAccessor read = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return read instanceof OffsetDateTime zoned
        ? zoned.toInstant()
        : ((LocalDateTime) read).toInstant(ZoneOffset.UTC);
  }
}
