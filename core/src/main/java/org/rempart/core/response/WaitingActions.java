package org.rempart.core.response;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes up what waits for a product, what was left in doubt by an executor that died, and approvals
 * whose time is over; until all of it is settled.
 */
@Component
class WaitingActions {

  private static final Logger LOG = LoggerFactory.getLogger(WaitingActions.class);

  private static final String DUE =
      """
      select response_id, min(connector) as connector, min(planned_at) as since from (
        select a.response_id, a.connector, a.planned_at from action a
        where ((a.state = 'WAITING' and a.next_attempt_at <= clock_timestamp())
          or (a.state = 'EXECUTING' and a.lease_until < clock_timestamp())) and a.connector <> all(:others)
        union all
        select p.response_id, '', p.asked_at from approval p where p.state = 'PENDING' and p.lapses_at <= clock_timestamp() and '' <> all(:others)) due
      group by response_id order by since, response_id limit 200\
      """;

  private static final String QUEUE = "select count(*) from action where state = 'WAITING'";

  private final JdbcClient jdbc;
  private final JournaledResponses responses;
  private final Bell bell;

  /** One for each product. */
  private final Lanes lanes = new Lanes();

  private final AtomicLong waiting = new AtomicLong();

  WaitingActions(JdbcClient jdbc, JournaledResponses responses, Bell bell, MeterRegistry meters) {
    this.jdbc = jdbc;
    this.responses = responses;
    this.bell = bell;
    Gauge.builder("rempart.actions.waiting", waiting, AtomicLong::get)
        .description("actions that wait for their product")
        .register(meters);
  }

  @EventListener(ApplicationReadyEvent.class)
  void listen() {
    bell.onRing(this::poll);
  }

  @Scheduled(fixedDelayString = "${rempart.response.poll:500ms}")
  void poll() {
    Thread.startVirtualThread(this::look);
  }

  /** Takes up what is due, except at products that another thread is at. */
  void look() {
    try {
      lanes.work(this::due);
      waiting.set(jdbc.sql(QUEUE).query(Long.class).single());
    } catch (RuntimeException e) {
      LOG.warn(
          "waiting actions could not be looked at; the next round tries again: {}", e.toString());
    }
  }

  /** What is due, a queue for each product: what was asked for first goes through first. */
  private Map<String, Runnable> due(Set<String> others) {
    Map<String, List<UUID>> queues = new LinkedHashMap<>();
    jdbc.sql(DUE)
        .param("others", others.toArray(String[]::new))
        .query(
            row -> {
              queues
                  .computeIfAbsent(row.getString("connector"), product -> new ArrayList<>())
                  .add(row.getObject("response_id", UUID.class));
            });
    Map<String, Runnable> due = new LinkedHashMap<>();
    queues.forEach((product, queue) -> due.put(product, () -> queue.forEach(this::takeUp)));
    return due;
  }

  private void takeUp(UUID responseId) {
    try {
      responses.resume(responseId);
    } catch (RuntimeException e) {
      LOG.warn("response {} could not be taken up; the next round tries again", responseId, e);
    }
  }
}
