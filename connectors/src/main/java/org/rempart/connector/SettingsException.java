package org.rempart.connector;

import java.util.List;

/** Everything that is wrong with the settings of connectors, told at once, each with its field. */
public final class SettingsException extends RuntimeException {

  private final List<String> faults;

  /**
   * @param faults one sentence each that names the setting; never empty
   */
  public SettingsException(List<String> faults) {
    super(String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  /** The faults, one sentence each. */
  public List<String> faults() {
    return faults;
  }
}
