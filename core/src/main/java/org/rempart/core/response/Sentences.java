package org.rempart.core.response;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rempart.core.guardrail.Policies;
import org.springframework.stereotype.Component;

/** What responses say to people, in the language of the settings or in a reader's own. */
@Component
public class Sentences {

  private static final Pattern NAME = Pattern.compile("\\{([a-zA-Z]+)}");
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final Locale language;
  private final Policies policies;

  Sentences(NotifySettings settings, Policies policies) {
    this.language = settings.locale();
    this.policies = policies;
  }

  /**
   * The sentence of a guardrail, by the rule id that stands in the journal. A row that a house
   * added to the policy speaks by its own annotation, in its author's language.
   */
  public String rule(String rule, Locale locale) {
    return bundle(locale).containsKey("rule." + rule)
        ? say("rule." + rule, locale, Map.of())
        : policies.description(rule).orElse(rule);
  }

  /** What a capability did, in words; its id where it has none. */
  String action(String capability) {
    return action(capability, language);
  }

  String action(String capability, Locale locale) {
    String key = "action." + capability;
    return bundle(locale).containsKey(key) ? say(key, locale, Map.of()) : capability;
  }

  String rule(String rule) {
    return rule(rule, language);
  }

  /** The sentences of several guardrails, whose ids stand beside each other with commas. */
  String rules(String ids, Locale locale) {
    return Stream.of(ids.split(",")).map(id -> rule(id, locale)).collect(Collectors.joining("; "));
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
