package org.rempart.core.response;

import java.util.UUID;
import org.rempart.core.task.TaskCompletion;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Enters what a person wrote in the form {@code revert-failed}. Done by hand is tried again too: a
 * revert of what is not there succeeds, and its read-back is the proof.
 */
@Component
class RevertForms implements TaskCompletion {

  private static final String FORM = "revert-failed";
  private static final String KEEP = "KEEP";

  private final JdbcClient jdbc;
  private final RevertJournal journal;
  private final Bell bell;

  RevertForms(JdbcClient jdbc, RevertJournal journal, Bell bell) {
    this.jdbc = jdbc;
    this.journal = journal;
    this.bell = bell;
  }

  @Override
  public void completed(Completed task) {
    if (!task.formId().equals(FORM) || KEEP.equals(task.values().get("decision"))) {
      return;
    }
    jdbc.sql("select (context ->> 'containmentId')::uuid from task where id = ?")
        .param(task.taskId())
        .query(UUID.class)
        .optional()
        .filter(journal::again)
        .ifPresent(id -> Transactions.afterCommit(bell::ring));
  }
}
