package org.rempart.connector.declared;

import java.util.List;

/**
 * A setting of a declared product.
 *
 * @param name as it stands in the options
 * @param kind how it is read
 * @param optional whether it may be left out without a default
 * @param fallback its default, or empty
 * @param choices what a choice may be
 * @param pattern regular expression that a text must fit, or empty
 * @param must the end of the sentence "… must …" for a text that doesn't fit
 * @param docs what it is for, in English and French
 */
record Setting(
    String name,
    Kind kind,
    boolean optional,
    String fallback,
    List<String> choices,
    String pattern,
    String must,
    Docs docs) {

  /** How a setting is read. */
  enum Kind {
    TEXT,
    NUMBER,
    FLAG,
    DURATION,
    URL,
    CHOICE,
    SECRET
  }

  /**
   * One sentence in two languages.
   *
   * @param en in English
   * @param fr in French
   */
  record Docs(String en, String fr) {}

  /** Whether it has to be given. */
  boolean required() {
    return !optional && fallback.isEmpty();
  }

  /** Its name in FEEL, where a dash would be a minus. */
  String variable() {
    return name.replace('-', '_');
  }
}
