package org.rempart.core.task;

import java.util.UUID;

/** There is no such task, or the caller's sites don't include its incident's site. */
public final class UnknownTaskException extends RuntimeException {

  public UnknownTaskException(UUID taskId) {
    super("There is no task " + taskId + ".");
  }
}
