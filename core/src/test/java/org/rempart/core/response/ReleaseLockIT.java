package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.connector.Capability;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.Responses.Result;
import org.rempart.core.response.Responses.TargetSet;

/** A job that comes after the verdict, as one does after a crash, must contain nothing. */
class ReleaseLockIT {

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
    rempart.firewall.reset();
    rempart.tickets.reset();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verdict = 'FALSE_POSITIVE'",
        "verdict = 'BENIGN'",
        "status = 'CLOSED', closed_at = now()"
      })
  void whatIsOverIsNotContainedAnyMoreAndStillHasItsTicket(String over) {
    UUID incident = rempart.incident("192.0.2.195");
    rempart.jdbc.sql("update incident set " + over + " where id = ?").param(incident).update();
    Result block = rempart.block(incident, "late-" + over);
    assertThat(block.outcome()).isEqualTo(Outcome.NO_TARGET);
    assertThat(rempart.firewall.state).isEmpty();
    Result ticket =
        rempart.respond(incident, "ticket-" + over, Capability.OPEN_TICKET, TargetSet.INCIDENT);
    assertThat(ticket.outcome()).isEqualTo(Outcome.DONE);
  }

  /** What stands yet is about to be undone. */
  @Test
  void whatIsOverIsNotInForceEither() {
    UUID incident = rempart.incident("192.0.2.198");
    assertThat(rempart.block(incident, "stands-1").outcome()).isEqualTo(Outcome.DONE);
    rempart
        .jdbc
        .sql("update incident set verdict = 'BENIGN' where id = ?")
        .param(incident)
        .update();
    assertThat(rempart.block(incident, "stands-2").outcome()).isEqualTo(Outcome.NO_TARGET);
    rempart.revert(incident);
  }

  @Test
  void aTruePositiveIsContained() {
    UUID incident = rempart.incident("192.0.2.196");
    rempart
        .jdbc
        .sql("update incident set verdict = 'TRUE_POSITIVE' where id = ?")
        .param(incident)
        .update();
    assertThat(rempart.block(incident, "true").outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void aDecisionWaitsForTheVerdictThatIsOnItsWay() throws Exception {
    UUID incident = rempart.incident("192.0.2.197");
    CompletableFuture<Result> late = new CompletableFuture<>();
    Transactions transactions = rempart.context.getBean(Transactions.class);
    transactions.run(
        () -> {
          rempart
              .jdbc
              .sql("update incident set verdict = 'FALSE_POSITIVE' where id = ?")
              .param(incident)
              .update();
          rempart.context.getBean(Reverts.class).incident(incident, ResponseFixture.ANALYST, "r");
          Thread.startVirtualThread(() -> late.complete(rempart.block(incident, "racing")));
          sleep();
        });
    assertThat(late.get().outcome()).isEqualTo(Outcome.NO_TARGET);
    assertThat(rempart.firewall.state).isEmpty();
  }

  private static void sleep() {
    try {
      Thread.sleep(400);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
