package org.rempart.core.response;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.rempart.connector.Capability;
import org.rempart.core.audit.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reminds the people on duty that a containment ends soon: a line on the timeline of every incident
 * that holds it, once per end, and a mail; what ends in the same hour for the same incident shares
 * one.
 */
@Component
class EndReminders {

  private static final Logger LOG = LoggerFactory.getLogger(EndReminders.class);
  private static final Actor REMINDERS = Actor.system("reminders");

  /** Early when a share of the time is over, and in any case so long before the end. */
  private static final String REMIND =
      """
      with due as (
        select c.id from containment c
        where c.state = 'IN_FORCE' and c.since is not null and c.expires_at > clock_timestamp()
          and c.reminded_of is distinct from c.expires_at
          and clock_timestamp() >= least(c.expires_at - make_interval(secs => :before),
            coalesce(c.expiry_set_at, c.since) + (c.expires_at - coalesce(c.expiry_set_at, c.since)) * :share)
        order by c.expires_at limit 500 for update of c skip locked)
      update containment c set reminded_of = c.expires_at from due where c.id = due.id returning c.*\
      """;

  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final Holders holders;
  private final Chronicle chronicle;
  private final JournaledResponses responses;
  private final ResponseSettings settings;

  EndReminders(
      JdbcClient jdbc,
      Transactions transactions,
      Holders holders,
      Chronicle chronicle,
      JournaledResponses responses,
      ResponseSettings settings) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.holders = holders;
    this.chronicle = chronicle;
    this.responses = responses;
    this.settings = settings;
  }

  /** Reminds of what ends soon; by the database's clock. */
  @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT20S")
  void remind() {
    transactions.run(this::noted).forEach(this::mail);
  }

  private Set<Letter> noted() {
    List<Ending> due =
        jdbc.sql(REMIND)
            .param("before", settings.remindBefore().toMillis() / 1000.0)
            .param("share", settings.remindShare())
            .query(
                (row, n) ->
                    new Ending(
                        Place.of(row),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
            .list();
    Map<UUID, List<Chronicle.Event>> told = new HashMap<>();
    Set<Letter> letters = new HashSet<>();
    for (Ending one : due) {
      for (UUID incident : holders.incidents(one.place().id())) {
        told.computeIfAbsent(incident, id -> new ArrayList<>()).add(one.event());
        letters.add(new Letter(incident, one.at().truncatedTo(ChronoUnit.HOURS)));
      }
    }
    told.forEach((incident, events) -> chronicle.tell(incident, REMINDERS, events));
    return letters;
  }

  private void mail(Letter letter) {
    String key = "expiring-" + letter.incidentId() + "-" + letter.hour();
    try {
      responses.respond(
          new Responses.Call(
              letter.incidentId(),
              key,
              Capability.SEND_MAIL,
              Responses.TargetSet.RESPONDERS,
              REMINDERS,
              null));
    } catch (RuntimeException unsent) {
      // The line on the timeline stands; the journal keeps what became of the mail.
      LOG.warn("The reminder {} could not be mailed: {}", key, unsent.getMessage());
    }
  }

  private record Letter(UUID incidentId, Instant hour) {}

  private record Ending(Place place, Instant at) {

    Chronicle.Event event() {
      return place.event("containment.expiring", Map.of("until", at.toString()), null);
    }
  }
}
