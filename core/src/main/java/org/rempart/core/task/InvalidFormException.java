package org.rempart.core.task;

import java.util.Map;

/** Values that a form does not take. */
public final class InvalidFormException extends RuntimeException {

  private final transient Map<String, String> faults;

  /**
   * @param faults per field, what is wrong and what would be right
   */
  public InvalidFormException(Map<String, String> faults) {
    super("The form has faults in: " + String.join(", ", faults.keySet()));
    this.faults = Map.copyOf(faults);
  }

  /** Per field, what is wrong and what would be right. */
  public Map<String, String> faults() {
    return faults;
  }
}
