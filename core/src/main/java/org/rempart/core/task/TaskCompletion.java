package org.rempart.core.task;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.Actor;

/**
 * Subjects that act on what a person wrote in a form implement this; called in the transaction of
 * the completion.
 */
public interface TaskCompletion {

  /** A task was completed. Throw to refuse the completion as a whole. */
  void completed(Completed task);

  /**
   * What was completed.
   *
   * @param responseId the response that asked, for approvals
   * @param values the form's values, checked
   */
  record Completed(
      UUID taskId,
      UUID incidentId,
      TaskBoard.Kind kind,
      String formId,
      @Nullable UUID responseId,
      Map<String, Object> values,
      Actor actor) {}
}
