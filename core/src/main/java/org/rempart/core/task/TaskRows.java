package org.rempart.core.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.incident.OutboxTopic;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows behind {@link TaskBoard}. */
@Component
class TaskRows {

  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};
  private static final String HELD =
      "id, incident_id, kind, state, job_key, process_id, element_id, form_id, outputs,"
          + " response_id, groups, claimed_by, completed_by";

  private final JdbcClient jdbc;
  private final JsonMapper json;

  TaskRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Takes a job's key from the task that has it: an engine that lost a job in a crash gives its key
   * out again. A completion of that task that is still under way must not reach the new job.
   *
   * @return the task, withdrawn, when it had not ended
   */
  Optional<Held> forget(long jobKey) {
    var former =
        jdbc.sql("update task set job_key = null where job_key = ? returning id")
            .param(jobKey)
            .query(UUID.class)
            .single();
    jdbc.sql("delete from outbox where topic = ? and key = ?")
        .params(OutboxTopic.TASK_COMPLETED, former.toString())
        .update();
    return withdraw("id", former);
  }

  /**
   * Makes the task at the first sight of its job; later notes only that it was seen.
   *
   * @return empty when the job's key is another step's
   */
  Optional<Sight> see(TaskBoard.Step step) {
    return jdbc.sql(
            """
            insert into task (incident_id, kind, job_key, process_id, element_id, form_id, context, outputs, response_id, groups,
              due_at, remind_at)
            values (:incident, :kind, :job, :process, :element, :form, :context::jsonb, :outputs, :response, :groups,
              clock_timestamp() + make_interval(secs => :due), clock_timestamp() + make_interval(secs => :due * 0.75))
            on conflict (job_key) do update set seen_at = clock_timestamp(),
              state = case when task.state = 'WITHDRAWN' then 'OPEN' else task.state end, withdrawn_at = null
            where task.incident_id = excluded.incident_id and task.element_id is not distinct from excluded.element_id
            returning id, state, (xmax = 0) as first\
            """)
        .param("incident", step.incidentId())
        .param("kind", step.kind().name())
        .param("job", step.jobKey())
        .param("process", step.processId())
        .param("element", step.elementId())
        .param("form", step.formId())
        .param("context", json.writeValueAsString(step.context()))
        .param("outputs", step.outputs().toArray(String[]::new))
        .param("response", step.responseId())
        .param("groups", step.groups().toArray(String[]::new))
        .param("due", seconds(step.dueIn()), java.sql.Types.DOUBLE)
        .query(
            (row, number) ->
                new Sight(
                    row.getObject("id", UUID.class),
                    TaskState.valueOf(row.getString("state")),
                    row.getBoolean("first")))
        .optional();
  }

  List<Held> regroup(UUID responseId, List<String> groups) {
    return jdbc.sql(
            "update task set groups = ?, changed_at = clock_timestamp() where response_id = ? and"
                + " kind = 'APPROVAL' and state in ('OPEN', 'CLAIMED') returning "
                + HELD)
        .params(groups.toArray(String[]::new), responseId)
        .query(TaskRows::held)
        .list();
  }

  private static @Nullable Double seconds(@Nullable Duration time) {
    return time == null ? null : time.toMillis() / 1000.0;
  }

  UUID insert(TaskBoard.Repair repair) {
    return jdbc.sql(
            "insert into task (incident_id, kind, form_id, context, groups) values (?, 'REPAIR', ?,"
                + " ?::jsonb, ?) returning id")
        .params(
            repair.incidentId(),
            repair.formId(),
            json.writeValueAsString(repair.context()),
            repair.groups().toArray(String[]::new))
        .query(UUID.class)
        .single();
  }

  Held lock(UUID taskId) {
    return jdbc.sql("select " + HELD + " from task where id = ? for update")
        .param(taskId)
        .query(TaskRows::held)
        .optional()
        .orElseThrow(() -> new UnknownTaskException(taskId));
  }

  void claim(UUID taskId, String by) {
    jdbc.sql(
            """
            update task set state = 'CLAIMED', claimed_by = ?, claimed_at = clock_timestamp(), changed_at = clock_timestamp()
            where id = ?\
            """)
        .params(by, taskId)
        .update();
  }

  void unclaim(UUID taskId) {
    jdbc.sql(
            """
            update task set state = 'OPEN', claimed_by = null, claimed_at = null, changed_at = clock_timestamp() where id = ?\
            """)
        .param(taskId)
        .update();
  }

  void complete(UUID taskId, String by, Map<String, Object> values) {
    jdbc.sql(
            """
            update task set state = 'COMPLETED', completed_by = ?, completed_at = clock_timestamp(), form_values = ?::jsonb,
              changed_at = clock_timestamp() where id = ?\
            """)
        .params(by, json.writeValueAsString(values), taskId)
        .update();
  }

  Map<String, Object> formValues(UUID taskId) {
    var text =
        jdbc.sql("select form_values from task where id = ?")
            .param(taskId)
            .query(String.class)
            .single();
    return json.readValue(text, VALUES);
  }

  /** Whether an outbox row still carries this completion to the engine. */
  boolean completionUnderWay(UUID taskId) {
    return jdbc.sql("select exists (select 1 from outbox where topic = ? and key = ?)")
        .params(OutboxTopic.TASK_COMPLETED, taskId.toString())
        .query(Boolean.class)
        .single();
  }

  List<Held> withdrawUnseen(Duration forSoLong) {
    return jdbc.sql(
            """
            update task set state = 'WITHDRAWN', withdrawn_at = clock_timestamp(), changed_at = clock_timestamp()
            where state in ('OPEN', 'CLAIMED') and job_key is not null
              and seen_at < clock_timestamp() - make_interval(secs => ?) returning\
            """
                + " "
                + HELD)
        .param(forSoLong.toMillis() / 1000.0)
        .query(TaskRows::held)
        .list();
  }

  /**
   * Withdraws one task that has not ended.
   *
   * @param column {@code id} or {@code job_key}
   */
  Optional<Held> withdraw(String column, Object value) {
    return jdbc.sql(
            """
            update task set state = 'WITHDRAWN', withdrawn_at = clock_timestamp(), changed_at = clock_timestamp()
            where state in ('OPEN', 'CLAIMED') and %s = ? returning %s\
            """
                .formatted(column, HELD))
        .param(value)
        .query(TaskRows::held)
        .optional();
  }

  /** Tasks whose reminder is due. */
  List<UUID> toRemind() {
    return jdbc.sql(
            """
            select id from task where state in ('OPEN', 'CLAIMED') and reminded_at is null and remind_at <= clock_timestamp()
            order by remind_at limit 50\
            """)
        .query(UUID.class)
        .list();
  }

  /** Marks a task as reminded of; empty when another was quicker. */
  Optional<Held> reminded(UUID taskId) {
    return jdbc.sql(
            """
            update task set reminded_at = clock_timestamp(), changed_at = clock_timestamp()
            where id = ? and reminded_at is null and state in ('OPEN', 'CLAIMED') returning %s\
            """
                .formatted(HELD))
        .param(taskId)
        .query(TaskRows::held)
        .optional();
  }

  private static Held held(ResultSet row, int number) throws SQLException {
    return new Held(
        row.getObject("id", UUID.class),
        row.getObject("incident_id", UUID.class),
        TaskBoard.Kind.valueOf(row.getString("kind")),
        TaskState.valueOf(row.getString("state")),
        row.getObject("job_key", Long.class),
        text(row.getString("process_id")),
        text(row.getString("element_id")),
        row.getString("form_id"),
        List.of((String[]) row.getArray("outputs").getArray()),
        row.getObject("response_id", UUID.class),
        List.of((String[]) row.getArray("groups").getArray()),
        row.getString("claimed_by"),
        row.getString("completed_by"));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** What the board had when it saw a job. */
  record Sight(UUID id, TaskState state, boolean first) {}

  /** A task as it stood when it was locked or changed. */
  record Held(
      UUID id,
      UUID incidentId,
      TaskBoard.Kind kind,
      TaskState state,
      @Nullable Long jobKey,
      String processId,
      String elementId,
      String formId,
      List<String> outputs,
      @Nullable UUID responseId,
      List<String> groups,
      @Nullable String claimedBy,
      @Nullable String completedBy) {}
}
