package org.rempart.core.task;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.Actor;

/**
 * The steps that wait for people. Completion commits here first; the engine hears of it through the
 * outbox.
 */
public interface TaskBoard {

  /**
   * Notes that the engine has this step waiting; makes the task at the first sight, refreshes it
   * later.
   */
  UUID seen(Step step);

  /** Makes a task that no process waits for: a refusal to look at, a repair. */
  UUID open(Repair repair);

  /**
   * Takes a task, so that others see who works on it. Throws {@link TaskConflictException} when
   * somebody else has it.
   */
  void claim(UUID taskId, Actor actor);

  /** Gives a claimed task back. */
  void unclaim(UUID taskId, Actor actor);

  /**
   * Completes a task with the form's values.
   *
   * @throws TaskConflictException when it is completed or withdrawn already
   * @throws InvalidFormException when required fields lack or values don't fit; names every field
   */
  void complete(UUID taskId, Map<String, Object> values, Actor actor);

  /** Gives the open approval task of a response to these groups as well. */
  void regroup(UUID responseId, List<String> groups);

  /** Withdraws the step of a job that the engine cancelled; one that has ended stays as it is. */
  void withdraw(long jobKey);

  /** Withdraws a repair that somebody made otherwise; one that has ended stays as it is. */
  void withdrawRepair(UUID taskId);

  /** Withdraws steps that the healthy engine has not shown for so long. */
  int withdrawUnseen(Duration forSoLong);

  /**
   * A user task of a process.
   *
   * @param jobKey the engine's job, the same over re-activations
   * @param kind STEP or APPROVAL
   * @param formId the form beside the drawing
   * @param context small values for the form, no personal data
   * @param outputs names of form values that go back to the process
   * @param responseId the response that asks, for approvals
   * @param groups whose task it is
   * @param dueIn time to its due date, or {@code null}
   */
  record Step(
      UUID incidentId,
      long jobKey,
      Kind kind,
      String processId,
      String elementId,
      String formId,
      Map<String, Object> context,
      List<String> outputs,
      @Nullable UUID responseId,
      List<String> groups,
      @Nullable Duration dueIn) {}

  /**
   * A task outside any drawing.
   *
   * @param formId the form that settles it
   * @param context what it is about
   * @param groups whose task it is
   */
  record Repair(UUID incidentId, String formId, Map<String, Object> context, List<String> groups) {}

  /** Kinds of tasks. */
  enum Kind {
    STEP,
    APPROVAL,
    REPAIR
  }
}
