package org.rempart.app.api;

import org.jspecify.annotations.Nullable;

/** Checks what people write. */
final class Texts {

  /** Longer texts than this are a mistake, not a reason. */
  static final int LONGEST = 4_000;

  private Texts() {}

  /** The text without outer blanks; throws {@link BadParameterException} when it is not usable. */
  static String required(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new BadParameterException(field, "must not be empty");
    }
    if (text.length() > LONGEST) {
      throw new BadParameterException(
          field, "must have at most " + LONGEST + " characters, but has " + text.length());
    }
    return text.strip();
  }
}
