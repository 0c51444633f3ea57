package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.Responses.TargetSet;

/** What somebody does to a ticket at its product is seen here. */
class TicketWatchIT {

  private static ResponseFixture rempart;

  @BeforeAll
  static void open() {
    rempart = new ResponseFixture();
  }

  @AfterAll
  static void close() {
    rempart.close();
  }

  @BeforeEach
  void reset() {
    rempart.tickets.reset();
    rempart.jdbc.sql("update incident set status = 'CLOSED'").update();
  }

  @Test
  void closedAndReopenedThereIsToldOnceEach() {
    UUID incident = opened();
    assertThat(ticket(incident).closed()).isNull();
    look();
    assertThat(ticket(incident).closed()).isFalse();
    assertThat(rempart.timeline(incident)).doesNotContain("ticket.closed-there");
    closedThere(incident);
    look();
    look();
    assertThat(ticket(incident).closed()).isTrue();
    assertThat(ticket(incident).evidence()).isEqualTo("read " + key(incident));
    rempart.tickets.state.clear();
    look();
    assertThat(ticket(incident).closed()).isFalse();
    assertThat(rempart.timeline(incident).stream().filter(k -> k.startsWith("ticket.")))
        .containsExactly("ticket.closed-there", "ticket.reopened-there");
  }

  @Test
  void whatCannotBeReadStaysAsItWas() {
    UUID incident = opened();
    closedThere(incident);
    look();
    rempart.tickets.state.clear();
    rempart.tickets.next(TestProduct.Fault.UNREADABLE);
    look();
    assertThat(ticket(incident).closed()).isTrue();
  }

  @Test
  void whatRempartClosedIsNotSaidToBeSomebodyElses() {
    UUID incident = opened();
    look();
    assertThat(
            rempart
                .respond(incident, "c-" + incident, Capability.CLOSE_TICKET, TargetSet.INCIDENT)
                .outcome())
        .isEqualTo(Outcome.DONE);
    look();
    assertThat(ticket(incident).closed()).isTrue();
    assertThat(rempart.timeline(incident)).doesNotContain("ticket.closed-there");
  }

  @Test
  void theTicketOfAClosedIncidentIsLeftAlone() {
    UUID incident = opened();
    rempart.jdbc.sql("update incident set status = 'CLOSED'").update();
    closedThere(incident);
    look();
    assertThat(ticket(incident).closed()).isNull();
  }

  private static UUID opened() {
    UUID incident = rempart.incident();
    assertThat(
            rempart
                .respond(incident, "o-" + incident, Capability.OPEN_TICKET, TargetSet.INCIDENT)
                .outcome())
        .isEqualTo(Outcome.DONE);
    // From here on the product says of it what it says of a closed ticket when it is there.
    rempart.tickets.state.clear();
    return incident;
  }

  private static void closedThere(UUID incident) {
    rempart.tickets.state.put(key(incident), TestProduct.SOMEBODY_ELSE);
  }

  private static void look() {
    rempart.context.getBean(TicketWatch.class).look();
  }

  private static Tickets.Ticket ticket(UUID incident) {
    return rempart.context.getBean(Tickets.class).ofIncident(incident).getFirst();
  }

  private static String key(UUID incident) {
    return "INC-"
        + rempart
            .jdbc
            .sql("select number from incident where id = ?")
            .param(incident)
            .query(Long.class)
            .single();
  }
}
