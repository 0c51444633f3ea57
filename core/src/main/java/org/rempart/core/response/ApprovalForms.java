package org.rempart.core.response;

import java.util.Map;
import java.util.UUID;
import org.rempart.core.response.Approvals.Vote;
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
  private final Sentences sentences;
  private final ApprovalSearch search;

  ApprovalForms(Approvals approvals, Sentences sentences, ApprovalSearch search) {
    this.approvals = approvals;
    this.sentences = sentences;
    this.search = search;
  }

  @Override
  public void completed(Completed task) {
    if (!task.formId().equals(FORM) || task.responseId() == null) {
      return;
    }
    Vote vote = vote(task);
    String reason = text(task, "reason");
    if (reason.isBlank()) {
      throw new InvalidFormException(Map.of("reason", "must say why"));
    }
    if (vote == Vote.GRANT && asksForCare(task.responseId()) && !ticked(task, "seen")) {
      throw refused("seen", VoteRefusedException.Why.UNSEEN, "");
    }
    try {
      approvals.vote(task.incidentId(), task.responseId(), vote, task.actor(), reason);
    } catch (VoteRefusedException refused) {
      throw refused("decision", refused.why(), refused.groups());
    }
  }

  private InvalidFormException refused(String field, VoteRefusedException.Why why, String groups) {
    return new InvalidFormException(
        locale -> Map.of(field, sentences.say("vote." + why, locale, Map.of("groups", groups))));
  }

  private boolean asksForCare(UUID responseId) {
    return search.pending(responseId).map(ApprovalState::clinical).orElse(false);
  }

  private static Vote vote(Completed task) {
    return switch (text(task, "decision")) {
      case "GRANT" -> ticked(task, "override") ? Vote.OVERRIDE : Vote.GRANT;
      case "DENY" -> Vote.DENY;
      default -> throw new InvalidFormException(Map.of("decision", "must be GRANT or DENY"));
    };
  }

  private static String text(Completed task, String field) {
    return String.valueOf(task.values().getOrDefault(field, ""));
  }

  private static boolean ticked(Completed task, String field) {
    return Boolean.TRUE.equals(task.values().get(field));
  }
}
