package org.rempart.core.report;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** The report's words; French or English. */
final class ReportWords {

  private static final Control NO_FALLBACK =
      Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

  private ReportWords() {}

  /** One word or sentence. */
  static String word(String key, Locale locale) {
    var language = locale.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH;
    return ResourceBundle.getBundle(
            "org.rempart.core.report.report",
            language,
            ReportWords.class.getClassLoader(),
            NO_FALLBACK)
        .getString(key);
  }
}
