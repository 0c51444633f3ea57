package org.rempart.core.alert.intake;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.rempart.core.alert.source.Source;
import org.rempart.core.alert.source.SourceCatalogue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes the partitions of the days to come and forgets what is past its retention: alerts without
 * an incident, keys of closed incidents, known requests.
 */
@Component
public class Housekeeping {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  /** How many days ahead partitions are made: longer than anybody's week-end. */
  private static final int AHEAD = 7;

  private final JdbcTemplate jdbc;
  private final SourceCatalogue sources;

  Housekeeping(JdbcTemplate jdbc, SourceCatalogue sources) {
    this.jdbc = jdbc;
    this.sources = sources;
  }

  /** Runs every hour, and soon after the start. A database that is away is asked again later. */
  @Scheduled(initialDelay = 5, fixedDelay = 3600, timeUnit = TimeUnit.SECONDS)
  public void tidy() {
    try {
      makePartitions();
      forget();
    } catch (DataAccessException away) {
      LOG.warn(
          "Old alerts could not be tidied up; the next hour tries again: {}", away.getMessage());
    }
  }

  private void makePartitions() {
    LocalDate today =
        jdbc.queryForObject("select (now() at time zone 'UTC')::date", LocalDate.class);
    for (int day = 1; day <= AHEAD; day++) {
      makePartition(today.plusDays(day));
    }
  }

  /** Today's rows may already stand in the default partition: only days to come are made. */
  private void makePartition(LocalDate day) {
    jdbc.query("select alert_partition_make(?)", row -> {}, day);
  }

  private void forget() {
    for (Source source : sources.all()) {
      jdbc.update(
          "delete from alert where source = ? and incident_id is null and received_at < now() - ? *"
              + " interval '1 s'",
          source.id(),
          source.retention().toSeconds());
    }
    jdbc.update("delete from intake_seen where expires_at < now()");
    jdbc.update(
        "delete from fold_key k using incident i where i.id = k.incident_id and i.status ="
            + " 'CLOSED'");
    jdbc.query("select alert_partitions_drop_empty()", row -> {});
  }
}
