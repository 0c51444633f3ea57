package org.rempart.core.alert.source;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds ATT&amp;CK technique ids in whatever a product writes around them. */
final class Techniques {

  private static final Pattern ID =
      Pattern.compile("\\bT(\\d{4})(?:[._](\\d{3}))?\\b", Pattern.CASE_INSENSITIVE);

  private Techniques() {}

  /** The ids in the text, for example {@code T1110.001} in {@code attack.t1110.001}. */
  static Stream<String> in(String text) {
    return ID.matcher(text).results().map(Techniques::id);
  }

  private static String id(MatchResult found) {
    String sub = found.group(2) == null ? "" : "." + found.group(2);
    return ("T" + found.group(1) + sub).toUpperCase(Locale.ROOT);
  }
}
