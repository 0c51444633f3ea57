package org.rempart.core.task;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many tasks wait, by kind, and how many of them past their due time. */
@Component
class TaskMetrics {

  private final JdbcClient jdbc;
  private final MultiGauge waiting;

  TaskMetrics(JdbcClient jdbc, MeterRegistry meters) {
    this.jdbc = jdbc;
    this.waiting =
        MultiGauge.builder("rempart.tasks.waiting")
            .description("Tasks that wait for a person")
            .register(meters);
  }

  /** Counts anew. */
  @Scheduled(fixedDelayString = "PT15S")
  public void count() {
    waiting.register(
        jdbc.sql(
                """
                select k.kind, o.overdue, count(t.id) as tasks
                from unnest(array['STEP', 'APPROVAL', 'REPAIR']) k (kind) cross join (values (true), (false)) o (overdue)
                left join task t on t.kind = k.kind and t.state in ('OPEN', 'CLAIMED')
                  and coalesce(t.due_at < clock_timestamp(), false) = o.overdue
                group by k.kind, o.overdue\
                """)
            .query(
                (row, number) ->
                    Row.of(
                        Tags.of("kind", row.getString("kind"), "overdue", row.getString("overdue")),
                        row.getLong("tasks")))
            .list(),
        true);
  }
}
