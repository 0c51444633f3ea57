package org.rempart.core.response;

import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reads what was sent and not seen in force again, whatever the playbook waits for meanwhile: after
 * 2 s, then when it has stood half as long again, at least every 5 min.
 */
@Component
class UnprovenActions {

  private static final Logger LOG = LoggerFactory.getLogger(UnprovenActions.class);

  private static final String DUE =
      """
      select distinct a.response_id
      from containment c
        join containment_claim cl on cl.containment_id = c.id and cl.released_at is null
        join action a on a.id = cl.action_id
      where c.state = 'IN_FORCE' and c.last_result is distinct from 'HOLDS'
        and a.state = 'EXECUTED' and a.proof_due and not a.dry_run and a.verified_at is null
        and coalesce(c.last_read_at, c.since) < clock_timestamp()
          - least(greatest((clock_timestamp() - c.since) / 3, interval '2 seconds'), interval '5 minutes')
      limit 100\
      """;

  private final JdbcClient jdbc;
  private final JournaledResponses responses;
  private final Semaphore one = new Semaphore(1);

  UnprovenActions(JdbcClient jdbc, JournaledResponses responses) {
    this.jdbc = jdbc;
    this.responses = responses;
  }

  /** Reads what is due; returns at once when another thread is at it. */
  @Scheduled(fixedDelayString = "${rempart.response.poll:500ms}")
  void look() {
    if (!one.tryAcquire()) {
      return;
    }
    try {
      jdbc.sql(DUE).query(UUID.class).list().forEach(responses::readAgain);
    } catch (RuntimeException e) {
      LOG.warn("what is unproven could not be read; the next round tries again: {}", e.toString());
    } finally {
      one.release();
    }
  }
}
