package org.rempart.core.response;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** What responses say to people, in the language of the settings or in a reader's own. */
@Component
public class Sentences {

  private static final Pattern NAME = Pattern.compile("\\{([a-zA-Z]+)}");
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final Locale language;

  Sentences(NotifySettings settings) {
    this.language = settings.locale();
  }

  /** The sentence of a guardrail, by the rule id that stands in the journal. */
  public String rule(String rule, Locale locale) {
    return say("rule." + rule, locale, Map.of());
  }

  String say(String key) {
    return say(key, Map.of());
  }

  String say(String key, Map<String, ?> values) {
    return say(key, language, values);
  }

  String say(String key, Locale locale, Map<String, ?> values) {
    Matcher names = NAME.matcher(bundle(locale).getString(key));
    return names.replaceAll(
        found ->
            Matcher.quoteReplacement(
                values.containsKey(found.group(1))
                    ? String.valueOf(values.get(found.group(1)))
                    : found.group()));
  }

  private static ResourceBundle bundle(Locale locale) {
    Locale known = locale.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH;
    return ResourceBundle.getBundle("org.rempart.core.response", known, NO_FALLBACK);
  }
}
