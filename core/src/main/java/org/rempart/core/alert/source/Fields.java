package org.rempart.core.alert.source;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of a JSON record by dotted path, nested or flat, and names them when they lack.
 */
record Fields(JsonNode record) {

  static final int LONGEST = 1000;

  /** The value at the path; a missing node when there is none. */
  JsonNode at(String path) {
    JsonNode node = record;
    int from = 0;
    for (int dot; (dot = path.indexOf('.', from)) >= 0; from = dot + 1) {
      node = node.path(path.substring(from, dot));
    }
    JsonNode nested = node.path(path.substring(from));
    return nested.isMissingNode() && from > 0 ? record.path(path) : nested;
  }

  /** The text at the path; numbers and booleans as text, nothing when empty or absent. */
  Optional<String> text(String path) {
    return text(at(path));
  }

  /** The first of the paths that has a text. */
  Optional<String> firstText(String... paths) {
    return Stream.of(paths).map(this::text).flatMap(Optional::stream).findFirst();
  }

  static Optional<String> text(JsonNode node) {
    if (!node.isValueNode() || node.isNull() || node.isMissingNode()) {
      return Optional.empty();
    }
    String text = clean(node.asString());
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** What text columns take: no NUL, no half surrogates, not endless. */
  static String clean(String text) {
    String trimmed = text.strip();
    String cut = trimmed.length() > LONGEST ? trimmed.substring(0, LONGEST) : trimmed;
    return isPlain(cut) ? cut : replaced(cut);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static String replaced(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  String required(String path) {
    return text(path).orElseThrow(() -> new UnusableFieldException(path, "is missing"));
  }

  /** An integer, also when it is written as a string. */
  int integer(String path) {
    String text = required(path);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notOne) {
      throw new UnusableFieldException(path, "is not a whole number: " + shown(text));
    }
  }

  Instant time(String path) {
    String text = required(path);
    return Timestamps.parse(text)
        .orElseThrow(() -> new UnusableFieldException(path, "is not a time: " + shown(text)));
  }

  /** The texts of an array, or the one text that stands in its place. */
  List<String> texts(String path) {
    return texts(at(path));
  }

  static List<String> texts(JsonNode node) {
    if (node.isArray()) {
      return node.valueStream().map(Fields::text).flatMap(Optional::stream).toList();
    }
    return text(node).map(List::of).orElseGet(List::of);
  }

  /** A value as it may stand in a message. */
  static String shown(String text) {
    return '"' + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + '"';
  }
}
