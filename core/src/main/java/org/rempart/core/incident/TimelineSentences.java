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

  private static final String TIMELINE = "org.rempart.core.timeline";

  /** Says what a guardrail's rule means, here as in tasks and mails. */
  private static final String RULES = "org.rempart.core.response";

  private TimelineSentences() {}

  /**
   * The sentence of an entry. A kind without a sentence is said by its name and values.
   *
   * @param kind for example {@code action.executed}
   * @param details the entry's values by name
   * @param locale French, else English
   */
  public static String say(String kind, Map<String, ?> details, Locale locale) {
    var words = words(TIMELINE, locale);
    var key = "timeline." + kind;
    if (!words.containsKey(key)) {
      return details.isEmpty() ? kind : kind + " " + new TreeMap<>(details);
    }
    return NAME.matcher(words.getString(key))
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), details, locale)))
        .strip();
  }

  /**
   * What a value is called, for example {@code phase} {@code CONTAIN}; the value itself when it has
   * no words.
   */
  public static String word(String name, @Nullable Object value, Locale locale) {
    var words = words(name.equals("rule") ? RULES : TIMELINE, locale);
    var key = name + "." + value;
    return words.containsKey(key) ? words.getString(key) : String.valueOf(value);
  }

  private static String value(String name, Map<String, ?> details, Locale locale) {
    return switch (details.get(name)) {
      case null -> "–";
      case Collection<?> many ->
          many.stream().map(one -> word(name, one, locale)).collect(Collectors.joining(", "));
      case Object one -> word(name, one, locale);
    };
  }

  private static ResourceBundle words(String bundle, Locale locale) {
    var language = locale.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH;
    return ResourceBundle.getBundle(
        bundle, language, TimelineSentences.class.getClassLoader(), NO_FALLBACK);
  }
}
