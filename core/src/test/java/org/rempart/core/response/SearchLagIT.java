package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.Responses.TargetSet;
import org.rempart.core.response.TestProduct.Fault;

/**
 * A product whose search lags behind its writes: what may have been opened is not opened again
 * before the search would show it.
 */
class SearchLagIT {

  private static ResponseFixture rempart;

  private UUID incident;

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
    rempart.tickets.lag = Duration.ofMinutes(1);
    incident = rempart.incident("192.0.2.190");
  }

  @Test
  void whatMayHaveBeenOpenedIsNotOpenedAgainBeforeTheLagIsOver() {
    rempart.tickets.next(Fault.TIMEOUT_AFTER_EFFECT);
    assertThat(ticket("lag-1").outcome()).isEqualTo(Outcome.WAITING);
    lookTwice();
    assertThat(rempart.tickets.executions).hasValue(1);
    assertThat(rempart.state(incident)).isEqualTo("WAITING");

    theLagIsOver();
    rempart.lookAtWaiting();
    assertThat(rempart.tickets.executions).hasValue(2);
    assertThat(rempart.state(incident)).isEqualTo("EXECUTED");
  }

  @Test
  void afterACrashItIsTheSame() {
    rempart.tickets.next(Fault.CRASH_AFTER_EFFECT);
    assertThatThrownBy(() -> ticket("lag-2")).isInstanceOf(TestProduct.Crash.class);
    rempart.leasesEnd();
    lookTwice();
    assertThat(rempart.tickets.executions).hasValue(1);

    theLagIsOver();
    rempart.lookAtWaiting();
    assertThat(rempart.state(incident)).isEqualTo("EXECUTED");
  }

  @Test
  void anotherAnswerThatGetsLostBeginsTheLagAnew() {
    rempart.tickets.next(Fault.TIMEOUT_AFTER_EFFECT, Fault.TIMEOUT_AFTER_EFFECT);
    ticket("lag-3");
    theLagIsOver();
    rempart.lookAtWaiting();
    assertThat(rempart.tickets.executions).hasValue(2);
    lookTwice();
    assertThat(rempart.tickets.executions).hasValue(2);
  }

  @Test
  void whatWasNeverSentWaitsForNoLag() {
    rempart.tickets.next(Fault.AWAY);
    assertThat(ticket("lag-4").outcome()).isEqualTo(Outcome.WAITING);
    rempart.lookAtWaiting();
    assertThat(rempart.state(incident)).isEqualTo("EXECUTED");
  }

  private static void lookTwice() {
    rempart.lookAtWaiting();
    rempart.lookAtWaiting();
  }

  private static void theLagIsOver() {
    rempart.jdbc.sql("update action set doubt_since = doubt_since - interval '1 minute'").update();
  }

  private Responses.Result ticket(String call) {
    return rempart.respond(incident, call, Capability.OPEN_TICKET, TargetSet.INCIDENT);
  }
}
