package org.rempart.connector.declared;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A time that a product or a setting gives: seconds as a number or a text, or ISO 8601. */
final class Seconds {

  private Seconds() {}

  /** The time; {@code null} when there is none that makes sense. */
  static @Nullable Duration of(@Nullable Expression expression, Map<String, Object> variables) {
    Object value = expression == null ? null : expression.of(variables);
    String text = value instanceof Number n ? String.valueOf(n.longValue()) : String.valueOf(value);
    if (text.matches("PT[0-9HMS.]+")) {
      return Duration.parse(text);
    }
    return text.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(text)) : null;
  }
}
