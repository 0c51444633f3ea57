package org.rempart.core.task;

/** Whether a task still waits. */
public enum TaskState {
  OPEN,
  CLAIMED,
  COMPLETED,
  /** The process went another way. */
  WITHDRAWN
}
