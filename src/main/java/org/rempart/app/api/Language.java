package org.rempart.app.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** In which language an answer's text is. */
final class Language {

  private Language() {}

  /**
   * The language asked for.
   *
   * @param lang {@code fr} or {@code en}; {@code null} leaves it to the request's Accept-Language
   */
  static Locale of(@Nullable String lang, Locale accepted) {
    return switch (lang) {
      case null -> accepted.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH;
      case "fr" -> Locale.FRENCH;
      case "en" -> Locale.ENGLISH;
      default ->
          throw new BadParameterException("lang", "must be fr or en, but is \"" + lang + "\"");
    };
  }
}
