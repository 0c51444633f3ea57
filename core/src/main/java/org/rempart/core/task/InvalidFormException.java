package org.rempart.core.task;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Values that a form does not take. */
public final class InvalidFormException extends RuntimeException {

  private final transient Map<String, String> faults;
  private final transient Function<Locale, Map<String, String>> spoken;

  /**
   * @param faults per field, what is wrong and what would be right
   */
  public InvalidFormException(Map<String, String> faults) {
    super("The form has faults in: " + String.join(", ", faults.keySet()));
    this.faults = Map.copyOf(faults);
    this.spoken = locale -> Map.of();
  }

  /**
   * @param spoken per language and field, the same in the words of a reader
   */
  public InvalidFormException(Function<Locale, Map<String, String>> spoken) {
    super("The form has faults in: " + String.join(", ", spoken.apply(Locale.ENGLISH).keySet()));
    this.faults = Map.copyOf(spoken.apply(Locale.ENGLISH));
    this.spoken = spoken;
  }

  /** Per field, the same in a reader's language, to follow the field's name; may be empty. */
  public Map<String, String> faults(Locale locale) {
    return spoken.apply(locale);
  }

  /** Per field, what is wrong and what would be right. */
  public Map<String, String> faults() {
    return faults;
  }
}
