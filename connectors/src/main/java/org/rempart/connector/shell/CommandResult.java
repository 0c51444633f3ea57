package org.rempart.connector.shell;

/**
 * What a command that ended has said.
 *
 * @param code its exit code
 * @param output its standard output
 * @param error its error output
 */
public record CommandResult(int code, String output, String error) {

  /** Whether the command says that it worked. */
  public boolean ok() {
    return code == 0;
  }

  /** First line of the error output, or of the output when there is none. */
  public String complaint() {
    String text = error.isBlank() ? output : error;
    return text.strip().lines().findFirst().orElse("exit code " + code);
  }
}
