package org.rempart.embedded.supervisor;

/** Why Rempart does not start here, and what to do: one line for the terminal. */
public final class NotStartedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NotStartedException(String whatToDo) {
    super(whatToDo);
  }
}
