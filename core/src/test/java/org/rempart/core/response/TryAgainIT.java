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
import org.rempart.core.response.TestProduct.Fault;

/**
 * A new order for what can't be undone, after a try that was not seen to hold: what that try did is
 * read before the product is told a second time.
 */
class TryAgainIT {

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
    rempart.readable.reset();
    incident = rempart.victim("poste-7");
    rempart.entity(incident, "ACCOUNT", "awa", "VICTIM");
    rempart.sign(incident, "login-succeeded");
  }

  @Test
  void whatTheFirstTryDidIsSeenAndNotDoneAgain() {
    rempart.readable.next(Fault.UNREADABLE);
    assertThat(revoke("seen-1").outcome()).isEqualTo(Outcome.UNPROVEN);

    assertThat(revoke("seen-2").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.readable.executions).hasValue(1);
    assertThat(rempart.state(incident)).isEqualTo("EXECUTED,EXECUTED");
  }

  @Test
  void theProductIsAskedAboutTheFirstTryAndNotAboutTheSecond() {
    rempart.readable.next(Fault.UNREADABLE);
    revoke("key-1");
    revoke("key-2");
    String first = rempart.readable.written.getFirst().key();
    assertThat(rempart.readable.read).extracting(o -> o.key()).containsExactly(first, first);
  }

  @Test
  void whatTheFirstTryDidNotDoIsDone() {
    rempart.readable.next(Fault.IGNORE);
    assertThat(revoke("ignored-1").outcome()).isEqualTo(Outcome.UNPROVEN);

    assertThat(revoke("ignored-2").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.readable.executions).hasValue(2);
    assertThat(rempart.readable.read.getLast().key())
        .isEqualTo(rempart.readable.written.getFirst().key())
        .isNotEqualTo(rempart.readable.read.getFirst().key());
  }

  @Test
  void whileTheProductCannotTellItIsNotToldAgain() {
    rempart.readable.next(Fault.UNREADABLE, Fault.UNREADABLE, Fault.UNREADABLE);
    revoke("untold-1");
    assertThat(revoke("untold-2").outcome()).isEqualTo(Outcome.WAITING);
    rempart.lookAtWaiting();
    assertThat(rempart.readable.executions).hasValue(1);

    rempart.lookAtWaiting();
    assertThat(rempart.state(incident)).isEqualTo("EXECUTED,EXECUTED");
    assertThat(rempart.readable.executions).hasValue(1);
  }

  @Test
  void anEarlierTryThatWasNeverSentMakesNoDifference() {
    rempart.readable.next(Fault.REFUSE);
    assertThat(revoke("refused-1").outcome()).isEqualTo(Outcome.FAILED);

    assertThat(revoke("refused-2").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.readable.read).hasSize(1);
  }

  @Test
  void whoOnlyReadsReadsAnew() {
    list("list-1");
    list("list-2");
    assertThat(rempart.readable.executions).hasValue(2);
  }

  private Responses.Result revoke(String call) {
    return rempart.respond(
        incident, call, Capability.REVOKE_SESSIONS, TargetSet.COMPROMISED_ACCOUNTS);
  }

  private Responses.Result list(String call) {
    return rempart.respond(incident, call, Capability.LIST_PROCESSES, TargetSet.VICTIM_HOSTS);
  }
}
