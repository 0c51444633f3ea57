package org.rempart.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.core.incident.IncidentFixture.AWA;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rempart.core.incident.IncidentFixture;
import org.rempart.core.incident.OutboxTopic;

class TaskBoardIT {

  private final IncidentFixture fixture = new IncidentFixture();
  private final TaskBoard board = fixture.get(TaskBoard.class);
  private UUID incident = fixture.open();

  @AfterEach
  void close() {
    fixture.close();
  }

  private UUID see(long jobKey) {
    return board.seen(
        new TaskBoard.Step(
            incident,
            jobKey,
            TaskBoard.Kind.STEP,
            "test-v1",
            "Review",
            "review",
            Map.of("targets", 3),
            List.of("verdict"),
            null,
            List.of("responders"),
            Duration.ofHours(4)));
  }

  private String state(UUID task) {
    return fixture
        .jdbc
        .sql("select state from task where id = ?")
        .param(task)
        .query(String.class)
        .single();
  }

  @Test
  void aStepSeenAgainIsTheSameTask() {
    assertThat(see(1)).isEqualTo(see(1)).isNotEqualTo(see(2));
    assertThat(fixture.timeline(incident)).filteredOn("task.opened"::equals).hasSize(2);
  }

  @Test
  void aKeyThatTheEngineGivesOutAgainIsAnotherTask() {
    var forgotten = see(1);
    board.complete(forgotten, Map.of("verdict", "BENIGN"), AWA);
    var former = incident;
    incident = fixture.open();
    var task = see(1);
    assertThat(task).isNotEqualTo(forgotten);
    assertThat(state(task)).isEqualTo("OPEN");
    assertThat(state(forgotten)).isEqualTo("COMPLETED");
    assertThat(fixture.outbox(OutboxTopic.TASK_COMPLETED)).isEmpty();

    incident = former;
    see(1);
    assertThat(state(task)).isEqualTo("WITHDRAWN");
  }

  @Test
  void aStepThatTheEngineNoLongerShowsIsWithdrawnAndOpensWhenItIsSeenAfterAll() {
    var gone = see(1);
    var fresh = see(2);
    fixture
        .jdbc
        .sql("update task set seen_at = seen_at - interval '4 minutes' where id = ?")
        .param(gone)
        .update();
    assertThat(board.withdrawUnseen(Duration.ofMinutes(3))).isEqualTo(1);
    assertThat(state(gone)).isEqualTo("WITHDRAWN");
    assertThat(state(fresh)).isEqualTo("OPEN");
    assertThatThrownBy(() -> board.claim(gone, AWA)).isInstanceOf(TaskConflictException.class);
    see(1);
    assertThat(state(gone)).isEqualTo("OPEN");
  }

  @Test
  void onlyTheStepsOutputsGoBackToTheProcess() {
    board.complete(see(1), Map.of("verdict", "TRUE_POSITIVE", "notes", "Awa's own words"), AWA);
    assertThat(fixture.outbox(OutboxTopic.TASK_COMPLETED))
        .singleElement()
        .asString()
        .contains("TRUE_POSITIVE")
        .doesNotContain("own words");
  }

  @Test
  void aCompletionThatTheEngineLostIsToldAgain() {
    var task = see(1);
    board.complete(task, Map.of("verdict", "TRUE_POSITIVE"), AWA);
    see(1);
    assertThat(fixture.outbox(OutboxTopic.TASK_COMPLETED)).hasSize(1);
    fixture
        .jdbc
        .sql("delete from outbox where topic = ?")
        .param(OutboxTopic.TASK_COMPLETED)
        .update();
    see(1);
    assertThat(fixture.outbox(OutboxTopic.TASK_COMPLETED)).hasSize(1);
    assertThat(state(task)).isEqualTo("COMPLETED");
  }

  @Test
  void aReminderGoesOutOnceWhenThreeQuartersOfTheTimeHavePassed() {
    var reminders = fixture.get(Reminders.class);
    see(1);
    reminders.remind();
    assertThat(fixture.responses.calls).isEmpty();
    fixture.jdbc.sql("update task set remind_at = remind_at - interval '3 hours'").update();
    reminders.remind();
    reminders.remind();
    assertThat(fixture.responses.calls).hasSize(1);
    assertThat(fixture.timeline(incident)).contains("task.reminded");
  }
}
