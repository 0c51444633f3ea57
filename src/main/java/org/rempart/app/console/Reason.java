package org.rempart.app.console;

import org.jspecify.annotations.Nullable;

/** Why a person does something, as they wrote it. */
final class Reason {

  private static final int LONGEST = 2_000;

  private Reason() {}

  static boolean lacks(@Nullable String reason) {
    return reason == null || reason.isBlank();
  }

  /** Without outer blanks; what is too long for a reason is cut. */
  static String of(@Nullable String reason) {
    var text = reason == null ? "" : reason.strip();
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
