package org.rempart.core.report;

import java.util.Map;
import java.util.UUID;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.Timeline;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Says on the timeline of a closed incident that its final report can be read; once, whichever
 * instance is first.
 */
@Component
public class ReportNotice {

  private final JdbcClient jdbc;
  private final Timeline timeline;

  ReportNotice(JdbcClient jdbc, Timeline timeline) {
    this.jdbc = jdbc;
    this.timeline = timeline;
  }

  /** Gives notice for the incidents that were closed since the last call. */
  @Scheduled(fixedDelay = 1_000)
  @Transactional
  public void give() {
    jdbc.sql(
            """
            update incident set report_made_at = clock_timestamp() where id in
              (select id from incident where status = 'CLOSED' and report_made_at is null
               order by closed_at limit 50 for update skip locked)
            returning id\
            """)
        .query(UUID.class)
        .list()
        .forEach(id -> timeline.append(id, "report.made", Actor.system("report"), Map.of()));
  }
}
