package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.TestProduct.Fault;

/** Two incidents need the same block: it begins once and ends when neither needs it. */
class SharedContainmentIT {

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
    rempart.readable.reset();
    rempart.jdbc.sql("delete from guardrail_budget").update();
  }

  @Test
  void theFirstReleaseKeepsTheBlockAndTheSecondEndsIt() {
    UUID first = rempart.incident("198.51.100.20");
    UUID second = rempart.incident("198.51.100.20");
    rempart.block(first, "a1");
    assertThat(rempart.block(second, "a2").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.firewall.executions).hasValue(1);
    assertThat(rempart.revert(first)).isZero();
    assertThat(rempart.firewall.state).containsKey("198.51.100.20");
    assertThat(rempart.timeline(first)).contains("containment.kept");
    assertThat(rempart.revert(second)).isEqualTo(1);
    assertThat(rempart.firewall.state).doesNotContainKey("198.51.100.20");
    assertThat(rempart.timeline(second)).contains("containment.reverting", "containment.reverted");
  }

  /**
   * A slow agent takes an order and acts a while later; a second incident must not send it again.
   */
  @Test
  void whatAnotherIncidentHasSentAndNobodyHasSeenIsNotSentAgain() {
    UUID first = rempart.victim("slow-1");
    rempart.readable.next(TestProduct.Fault.IGNORE);
    assertThat(rempart.isolate(first, "slow-1").outcome()).isEqualTo(Outcome.UNPROVEN);
    assertThat(rempart.readable.executions).hasValue(1);
    UUID second = rempart.victim("slow-1");
    assertThat(rempart.isolate(second, "slow-2").outcome()).isEqualTo(Outcome.WAITING);
    assertThat(rempart.readable.executions).hasValue(1);
    rempart.readable.state.put("slow-1", "the agent has acted");
    rempart.lookAtWaiting();
    assertThat(rempart.state(second)).isEqualTo("EXECUTED");
    assertThat(rempart.readable.executions).hasValue(1);
  }

  @Test
  void whatNeverShowsIsSentAgainAfterAWhile() {
    UUID first = rempart.victim("slow-2");
    rempart.readable.next(TestProduct.Fault.IGNORE);
    rempart.isolate(first, "lost-1");
    UUID second = rempart.victim("slow-2");
    rempart.isolate(second, "lost-2");
    for (int i = 0; i < 6; i++) {
      rempart.lookAtWaiting();
    }
    assertThat(rempart.state(second)).isEqualTo("EXECUTED");
    assertThat(rempart.readable.executions).hasValue(2);
    assertThat(rempart.readable.state).containsKey("slow-2");
  }

  @Test
  void theOrderOfTheReleasesDoesNotMatter() {
    UUID first = rempart.incident("198.51.100.21");
    UUID second = rempart.incident("198.51.100.21");
    rempart.block(first, "b1");
    rempart.block(second, "b2");
    assertThat(rempart.revert(second)).isZero();
    assertThat(rempart.firewall.state).containsKey("198.51.100.21");
    assertThat(rempart.revert(first)).isEqualTo(1);
    assertThat(rempart.firewall.state).doesNotContainKey("198.51.100.21");
  }

  @Test
  void whatStoodThereBeforeStaysHoweverManyClaimedIt() {
    rempart.firewall.state.put("198.51.100.22", TestProduct.SOMEBODY_ELSE);
    UUID first = rempart.incident("198.51.100.22");
    UUID second = rempart.incident("198.51.100.22");
    rempart.block(first, "c1");
    rempart.block(second, "c2");
    rempart.revert(first);
    rempart.revert(second);
    assertThat(rempart.firewall.state).containsEntry("198.51.100.22", TestProduct.SOMEBODY_ELSE);
    assertThat(rempart.containment("198.51.100.22")).isEqualTo("REVERTED");
  }

  @Test
  void aClaimOnARevertingContainmentWaitsAndThenExecutesAnew() {
    UUID first = rempart.incident("198.51.100.23");
    UUID second = rempart.incident("198.51.100.23");
    rempart.block(first, "d1");
    rempart.responses.revertIncident(first, ResponseFixture.ANALYST, "false positive");
    Responses.Result waiting = rempart.block(second, "d2");
    assertThat(waiting.outcome()).isEqualTo(Outcome.WAITING);
    rempart.lookAtReverts();
    assertThat(rempart.firewall.state).doesNotContainKey("198.51.100.23");
    rempart.lookAtWaiting();
    assertThat(rempart.state(second)).isEqualTo("EXECUTED");
    assertThat(rempart.firewall.state).containsKey("198.51.100.23");
    assertThat(rempart.settledMessages(waiting)).isEqualTo(1);
    assertThat(rempart.block(second, "d2").outcome()).isEqualTo(Outcome.DONE);
    rempart.revert(second);
    assertThat(rempart.firewall.state).doesNotContainKey("198.51.100.23");
  }

  @Test
  void aSecondClaimBeforeTheFirstIsEstablishedWaitsAndTakesOverWhenTheFirstIsRefused() {
    UUID first = rempart.incident("198.51.100.24");
    UUID second = rempart.incident("198.51.100.24");
    rempart.firewall.next(Fault.AWAY);
    assertThat(rempart.block(first, "e1").outcome()).isEqualTo(Outcome.WAITING);
    assertThat(rempart.block(second, "e2").outcome()).isEqualTo(Outcome.WAITING);
    assertThat(rempart.firewall.executions).hasValue(0);
    rempart.firewall.next(Fault.REFUSE);
    rempart.respondAgain(first, "e1");
    assertThat(rempart.state(first)).isEqualTo("FAILED");
    assertThat(rempart.block(second, "e2").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.revert(first)).isZero();
    assertThat(rempart.firewall.state).containsKey("198.51.100.24");
    assertThat(rempart.revert(second)).isEqualTo(1);
    assertThat(rempart.firewall.state).doesNotContainKey("198.51.100.24");
  }

  @Test
  void aReleaseWhileTheProductIsBeingCalledIsUndoneAfterwards() {
    UUID incident = rempart.incident("198.51.100.25");
    rempart.firewall.beforeWrite =
        () -> {
          rempart.responses.revertIncident(incident, ResponseFixture.ANALYST, "false positive");
          rempart.lookAtReverts();
        };
    rempart.block(incident, "f1");
    rempart.lookAtReverts();
    assertThat(rempart.firewall.state).doesNotContainKey("198.51.100.25");
    assertThat(rempart.containment("198.51.100.25")).isEqualTo("REVERTED");
  }

  @Test
  void oneActionCanBeUndoneAlone() {
    UUID incident = rempart.incident("198.51.100.26");
    rempart.block(incident, "g1");
    UUID action =
        rempart
            .jdbc
            .sql("select id from action where incident_id = ?")
            .param(incident)
            .query(UUID.class)
            .single();
    rempart.responses.revertAction(action, ResponseFixture.ANALYST, "the wrong one");
    rempart.lookAtReverts();
    assertThat(rempart.firewall.state).doesNotContainKey("198.51.100.26");
    assertThatThrownBy(
            () -> rempart.responses.revertAction(action, ResponseFixture.ANALYST, "again"))
        .isInstanceOf(NotReversibleException.class);
    assertThatThrownBy(
            () ->
                rempart.responses.revertAction(UUID.randomUUID(), ResponseFixture.ANALYST, "none"))
        .isInstanceOf(UnknownActionException.class);
  }

  @Test
  void manyIncidentsAtOnceBringAboutOneBlockAndTheLastReleaseEndsIt() throws Exception {
    List<UUID> incidents =
        java.util.stream.IntStream.range(0, 12)
            .mapToObj(i -> rempart.incident("198.51.100.27"))
            .toList();
    together(incidents.stream().<Callable<?>>map(i -> () -> rempart.block(i, "h-" + i)).toList());
    for (int i = 0;
        i < 10 && incidents.stream().anyMatch(x -> !rempart.state(x).equals("EXECUTED"));
        i++) {
      rempart.lookAtWaiting();
    }
    assertThat(incidents).allSatisfy(i -> assertThat(rempart.state(i)).isEqualTo("EXECUTED"));
    assertThat(rempart.firewall.written).hasSize(1);
    together(
        incidents.subList(0, 11).stream()
            .<Callable<?>>map(
                i -> () -> rempart.responses.revertIncident(i, ResponseFixture.ANALYST, "fp"))
            .toList());
    rempart.lookAtReverts();
    assertThat(rempart.firewall.state).containsKey("198.51.100.27");
    assertThat(rempart.revert(incidents.getLast())).isEqualTo(1);
    assertThat(rempart.firewall.state).doesNotContainKey("198.51.100.27");
    assertThat(rempart.count("select count(*) from containment where target = '198.51.100.27'"))
        .isEqualTo(1);
  }

  /** One product keeps the reverter busy for longer than its hold on what comes after it. */
  @Test
  void aRevertThatAnotherInstanceTookOverIsNotMadeAgain() {
    UUID first = rempart.victim("late-1");
    rempart.isolate(first, "late-1");
    rempart.entity(first, "ADDRESS", "198.51.100.28", "ATTACKER");
    rempart.block(first, "late-2");
    UUID second = rempart.victim("late-1");
    Reverter other = rempart.context.getAutowireCapableBeanFactory().createBean(Reverter.class);
    rempart.firewall.beforeRevert =
        () -> {
          rempart.firewall.beforeRevert = () -> {};
          // What another may have begun is read a few times before it is told.
          for (int i = 0; i < 6; i++) {
            rempart.leasesEnd();
            rempart.waitsEnd();
            other.look();
          }
          assertThat(rempart.readable.state).isEmpty();
          assertThat(rempart.isolate(second, "late-3").outcome()).isEqualTo(Outcome.DONE);
        };
    rempart.revert(first);
    assertThat(rempart.readable.state).containsKey("late-1");
    assertThat(rempart.readable.reverts).hasValue(1);
    assertThat(rempart.revert(second)).isEqualTo(1);
    assertThat(rempart.readable.state).isEmpty();
  }

  private static void together(List<Callable<?>> work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (var future : work.stream().map(threads::submit).toList()) {
        future.get();
      }
    }
  }
}
