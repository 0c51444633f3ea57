package org.rempart.core.response;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Order;
import org.rempart.connector.Proof;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.Changes;
import org.rempart.core.incident.Timeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reads how the tickets of open incidents stand at their products: what somebody closed or opened
 * again there is told on the timeline. It decides nothing: an incident is closed by people here.
 */
@Component
class TicketWatch {

  private static final Logger LOG = LoggerFactory.getLogger(TicketWatch.class);
  private static final Actor ACTOR = Actor.system("tickets");

  /** Those that were not looked at for longest come first, so that a long list gets through. */
  private static final String OPEN =
      """
      select * from (
        select distinct on (a.incident_id, a.connector) a.incident_id, a.connector, a.reference, i.number, s.read_at
        from action a join incident i on i.id = a.incident_id
          left join ticket_state s on s.incident_id = a.incident_id and s.connector = a.connector
        where a.capability = 'ticket.open' and a.state = 'EXECUTED' and not a.dry_run and a.reference is not null
          and i.status = 'OPEN'
        order by a.incident_id, a.connector, a.executed_at) t
      order by read_at nulls first limit 200\
      """;

  private static final String READ =
      """
      insert into ticket_state as s (incident_id, connector, reference, closed, evidence, read_at, since)
      values (:incident, :connector, :reference, :closed, left(:evidence, 1000), clock_timestamp(), clock_timestamp())
      on conflict (incident_id, connector) do update set reference = excluded.reference, closed = excluded.closed,
        evidence = excluded.evidence, read_at = excluded.read_at,
        since = case when s.closed = excluded.closed then s.since else excluded.since end
      returning coalesce(old.closed, false) <> new.closed\
      """;

  private final JdbcClient jdbc;
  private final ConnectorRegistry registry;
  private final Transactions transactions;
  private final Timeline timeline;
  private final Changes changes;

  TicketWatch(
      JdbcClient jdbc,
      ConnectorRegistry registry,
      Transactions transactions,
      Timeline timeline,
      Changes changes) {
    this.jdbc = jdbc;
    this.registry = registry;
    this.transactions = transactions;
    this.timeline = timeline;
    this.changes = changes;
  }

  @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT1M")
  void look() {
    Map<String, List<Open>> byConnector =
        jdbc
            .sql(OPEN)
            .query(
                (row, n) ->
                    new Open(
                        row.getObject("incident_id", UUID.class),
                        row.getString("connector"),
                        row.getString("reference"),
                        row.getLong("number")))
            .list()
            .stream()
            .collect(Collectors.groupingBy(Open::connector));
    byConnector.forEach(
        (id, open) ->
            registry
                .service(id, Capability.CLOSE_TICKET)
                .ifPresent(service -> read(service.connector(), open)));
  }

  /** A product that is away, or can't tell, leaves what was read before. */
  private void read(Connector connector, List<Open> open) {
    try {
      Map<String, Proof> proofs =
          connector.found(open.stream().map(Open::question).toList()).stream()
              .collect(Collectors.toMap(Proof::key, p -> p));
      for (Open ticket : open) {
        Proof proof = proofs.get(ticket.question().key());
        if (proof != null && proof.result() != Proof.Result.UNKNOWN) {
          transactions.run(() -> noted(ticket, proof));
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("tickets at {} could not be read: {}", connector.id(), e.toString());
    }
  }

  private void noted(Open ticket, Proof proof) {
    boolean closed = proof.result() == Proof.Result.HOLDS;
    boolean news =
        jdbc.sql(READ)
            .param("incident", ticket.incidentId())
            .param("connector", ticket.connector())
            .param("reference", ticket.reference())
            .param("closed", closed)
            .param("evidence", proof.evidence())
            .query(Boolean.class)
            .single();
    if (news) {
      changes.changed("incident", ticket.incidentId());
      if (!closedByUs(ticket)) {
        timeline.append(
            ticket.incidentId(),
            closed ? "ticket.closed-there" : "ticket.reopened-there",
            ACTOR,
            Map.of(
                "connector", ticket.connector(),
                "reference", ticket.reference(),
                "evidence", proof.evidence()));
      }
    }
  }

  /** What Rempart itself closed is on the timeline already. */
  private boolean closedByUs(Open ticket) {
    return jdbc.sql(
                "select count(*) from action where incident_id = ? and connector = ? and capability"
                    + " = 'ticket.close' and state in ('EXECUTED', 'EXECUTING') and not dry_run")
            .params(ticket.incidentId(), ticket.connector())
            .query(Long.class)
            .single()
        > 0;
  }

  private record Open(UUID incidentId, String connector, String reference, long number) {

    /** Closing is never ordered here; its reading tells whether the ticket is closed. */
    Order question() {
      return new Order(
          "state-" + incidentId,
          Capability.CLOSE_TICKET,
          new Target(TargetKind.INCIDENT, "INC-" + number),
          null,
          Map.of("ticket", reference));
    }
  }
}
