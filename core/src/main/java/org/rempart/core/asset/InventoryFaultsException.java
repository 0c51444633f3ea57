package org.rempart.core.asset;

import java.util.List;

/** An inventory file has faults; nothing of it was taken. */
public final class InventoryFaultsException extends RuntimeException {

  private final transient List<Fault> faults;

  public InventoryFaultsException(List<Fault> faults) {
    super("The inventory has " + faults.size() + " faults; the first: " + faults.getFirst());
    this.faults = List.copyOf(faults);
  }

  /** Every fault of the file, in the order of its lines. */
  public List<Fault> faults() {
    return faults;
  }

  /**
   * One fault.
   *
   * @param line line of the file, from 1, the header included
   * @param field name of the column
   * @param message what is wrong and what would be right
   */
  public record Fault(long line, String field, String message) {

    @Override
    public String toString() {
      return "line " + line + ", " + field + ": " + message;
    }
  }
}
