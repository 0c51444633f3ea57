package org.rempart.core.incident;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says a timeline entry in the reader's language: the sentence {@code timeline.<kind>} of the
 * bundle, with the entry's values put in.
 */
public final class TimelineSentences {

  private static final Control NO_FALLBACK =
      Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
  private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)}");

  private TimelineSentences() {}

  /**
   * The sentence of an entry. A kind without a sentence is said by its name and values.
   *
   * @param kind for example {@code action.executed}
   * @param details the entry's values by name
   * @param locale French, else English
   */
  public static String say(String kind, Map<String, ?> details, Locale locale) {
    var words = words(locale);
    var key = "timeline." + kind;
    if (!words.containsKey(key)) {
      return details.isEmpty() ? kind : kind + " " + new TreeMap<>(details);
    }
    return NAME.matcher(words.getString(key))
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), details, words)))
        .strip();
  }

  /**
   * What a value is called, for example {@code phase} {@code CONTAIN}; the value itself when it has
   * no words.
   */
  public static String word(String name, String value, Locale locale) {
    return word(name, value, words(locale));
  }

  private static String value(String name, Map<String, ?> details, ResourceBundle words) {
    return switch (details.get(name)) {
      case null -> "–";
      case Collection<?> many ->
          many.stream().map(one -> word(name, one, words)).collect(Collectors.joining(", "));
      case Object one -> word(name, one, words);
    };
  }

  private static String word(String name, @Nullable Object value, ResourceBundle words) {
    var key = name + "." + value;
    return words.containsKey(key) ? words.getString(key) : String.valueOf(value);
  }

  private static ResourceBundle words(Locale locale) {
    var language = locale.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH;
    return ResourceBundle.getBundle(
        "org.rempart.core.timeline",
        language,
        TimelineSentences.class.getClassLoader(),
        NO_FALLBACK);
  }
}
