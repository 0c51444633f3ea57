package org.rempart.app.health;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each source sent, when last, and how far its clock is off. */
@Component("intake")
class IntakeHealth extends AbstractHealthIndicator {

  private final JdbcClient jdbc;

  IntakeHealth(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health.up();
    jdbc.sql(
            """
            select source, received, accepted, rejected, skew_ms as "skewMillis", last_received as "lastReceived"
            from source_state order by source\
            """)
        .query()
        .listOfRows()
        .forEach(row -> health.withDetail(String.valueOf(row.get("source")), plain(row)));
  }

  private static Object plain(Map<String, Object> row) {
    var values = new LinkedHashMap<>(row);
    values.remove("source");
    values.replaceAll((name, value) -> value instanceof Number ? value : String.valueOf(value));
    return values;
  }
}
