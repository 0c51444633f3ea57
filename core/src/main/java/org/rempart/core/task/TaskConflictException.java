package org.rempart.core.task;

/** The task is not in a state in which this can be done; the message says who or what has it. */
public final class TaskConflictException extends RuntimeException {

  public TaskConflictException(String message) {
    super(message);
  }
}
