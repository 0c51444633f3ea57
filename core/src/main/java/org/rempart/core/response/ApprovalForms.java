package org.rempart.core.response;

import java.util.Map;
import org.rempart.core.task.InvalidFormException;
import org.rempart.core.task.TaskCompletion;
import org.springframework.stereotype.Component;

/**
 * Enters what a person wrote in the form {@code approval}. Who may decide is checked here too, as a
 * drawing may have given the task to anybody.
 */
@Component
class ApprovalForms implements TaskCompletion {

  private static final String FORM = "approval";

  private final Approvals approvals;

  ApprovalForms(Approvals approvals) {
    this.approvals = approvals;
  }

  @Override
  public void completed(Completed task) {
    if (!task.formId().equals(FORM) || task.responseId() == null) {
      return;
    }
    String decision = text(task, "decision");
    if (!decision.equals("GRANT") && !decision.equals("DENY")) {
      throw new InvalidFormException(Map.of("decision", "must be GRANT or DENY"));
    }
    String reason = text(task, "reason");
    if (reason.isBlank()) {
      throw new InvalidFormException(Map.of("reason", "must say why"));
    }
    if (!approvals.mayDecide(task.responseId(), task.actor())) {
      throw new InvalidFormException(
          Map.of("decision", "must be made by one of " + approvals.groups(task.responseId())));
    }
    approvals.decide(
        task.incidentId(), task.responseId(), decision.equals("GRANT"), task.actor(), reason);
  }

  private static String text(Completed task, String field) {
    return String.valueOf(task.values().getOrDefault(field, ""));
  }
}
