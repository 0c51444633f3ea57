package org.rempart.app.console;

import org.jspecify.annotations.Nullable;

/** What a form's field was given; browsers send fields that nobody filled in, too. */
final class Given {

  private Given() {}

  /** The text without blanks around it, or {@code null} when there is none. */
  static @Nullable String text(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
