package org.rempart.connector.wazuh;

import org.rempart.connector.ProcessAtHost;
import tools.jackson.databind.JsonNode;

/**
 * A process as an agent's inventory has it.
 *
 * @param row the row, as the API has it
 */
record ProcessRow(JsonNode row) {

  /**
   * Agents tell a start in seconds since 1970, old ones in clock ticks since boot. Ticks stay below
   * this for the first months, seconds have been above it since 2001.
   */
  private static final long SECONDS = 1_000_000_000;

  /** What a target of kind PROCESS says before its host. */
  String identity() {
    return text("pid") + ":" + text("start_time");
  }

  boolean is(ProcessAtHost process) {
    return identity().equals(process.identity());
  }

  boolean runsAs(String account) {
    return text("ruser").equals(account) || text("euser").equals(account);
  }

  /** Whether it has ended, and only waits for its parent to take note. */
  boolean ended() {
    return text("state").matches("[ZX].*");
  }

  /**
   * Whether it got that process's number after it. Starts of two forms can't be compared, and who
   * started earlier had the number all along.
   */
  boolean succeeds(ProcessAtHost process) {
    long start = row.path("start_time").asLong(0);
    return start > process.start() && start >= SECONDS == process.start() >= SECONDS;
  }

  @Override
  public String toString() {
    String command = row.path("argvs").asString(text("cmd"));
    return (identity() + " " + text("ruser") + " " + text("name") + " " + command).strip();
  }

  private String text(String field) {
    return row.path(field).asString("");
  }
}
