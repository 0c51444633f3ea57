package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rempart.connector.Capability;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.Responses.TargetSet;
import org.rempart.core.response.TestProduct.Crash;
import org.rempart.core.response.TestProduct.Fault;

/**
 * The executor dies at every point between the deciding transaction and the storing one, and the
 * engine delivers the job again: nothing is lost, nothing happens twice.
 */
class CrashIT {

  private static final int DOUBT_ATTEMPTS = 4;

  private static ResponseFixture rempart;

  @BeforeAll
  static void open() {
    rempart =
        new ResponseFixture(
            Map.of(
                "rempart.guardrails.budget[endpoint.isolate]",
                "100",
                "rempart.response.doubt-attempts",
                String.valueOf(DOUBT_ATTEMPTS)));
  }

  @AfterAll
  static void close() {
    rempart.close();
  }

  @BeforeEach
  void reset() {
    rempart.firewall.reset();
    rempart.readable.reset();
    rempart.mail.reset();
  }

  @ParameterizedTest
  @EnumSource(names = {"CRASH_BEFORE_EFFECT", "CRASH_AFTER_EFFECT", "CRASH_AT_READ"})
  void aKeyedProductIsAskedAgainWithTheSameKey(Fault point) {
    String address = "192.0.2." + (10 + point.ordinal());
    UUID incident = rempart.incident(address);
    rempart.firewall.next(point);
    assertThatThrownBy(() -> rempart.block(incident, "k-" + point)).isInstanceOf(Crash.class);
    assertThat(rempart.state(incident)).isEqualTo("EXECUTING");
    rempart.leasesEnd();
    Responses.Result again = rempart.block(incident, "k-" + point);
    assertThat(again.outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.firewall.written).hasSize(1);
    assertThat(rempart.count("select count(*) from action where incident_id = ?", incident))
        .isEqualTo(1);
    undoneBy(incident, rempart.firewall, address);
  }

  @ParameterizedTest
  @EnumSource(names = {"CRASH_BEFORE_EFFECT", "CRASH_AFTER_EFFECT"})
  void aReadableProductIsReadBeforeItIsWrittenAgain(Fault point) {
    String host = "pc-" + point.ordinal();
    UUID incident = rempart.victim(host);
    rempart.readable.next(point);
    assertThatThrownBy(() -> rempart.isolate(incident, "r-" + point)).isInstanceOf(Crash.class);
    rempart.leasesEnd();
    assertThat(rempart.isolate(incident, "r-" + point).outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.readable.written).hasSize(1);
    assertThat(rempart.readable.executions).hasValue(1);
    undoneBy(incident, rempart.readable, host);
  }

  @Test
  void whatStoodThereBeforeACrashIsNotTakenForOurs() {
    UUID incident = rempart.victim("pc-theirs");
    rempart.readable.state.put("pc-theirs", TestProduct.SOMEBODY_ELSE);
    rempart.readable.next(Fault.CRASH_AFTER_EFFECT);
    assertThatThrownBy(() -> rempart.isolate(incident, "theirs")).isInstanceOf(Crash.class);
    rempart.leasesEnd();
    assertThat(rempart.isolate(incident, "theirs").outcome()).isEqualTo(Outcome.DONE);
    rempart.revert(incident);
    assertThat(rempart.readable.state).containsEntry("pc-theirs", TestProduct.SOMEBODY_ELSE);
    assertThat(rempart.containment("pc-theirs")).isEqualTo("REVERTED");
  }

  @Test
  void aWriteInDoubtThatNoReadClearsUpGoesToAPerson() {
    UUID incident = rempart.victim("pc-doubt");
    inDoubtAndUnreadable(incident, "doubt");
    Responses.Result again = rempart.isolate(incident, "doubt");
    for (int tries = 2; tries < DOUBT_ATTEMPTS; tries++) {
      assertThat(again.outcome()).isEqualTo(Outcome.WAITING);
      rempart.lookAtWaiting();
    }
    assertThat(rempart.state(incident)).isEqualTo("FAILED");
    assertThat(rempart.settledMessages(again)).isEqualTo(1);
    assertThat(rempart.isolate(incident, "doubt").message()).contains("Le produit ne dit pas");
    assertThat(rempart.readable.executions).hasValue(1);
    // It may be in force, so it is undone all the same.
    rempart.readable.reset();
    rempart.readable.state.put("pc-doubt", "ours");
    undoneBy(incident, rempart.readable, "pc-doubt");
  }

  @Test
  void aWriteInDoubtAtAProductThatIsAwayIsWaitedFor() {
    UUID incident = rempart.victim("pc-doubt-away");
    inDoubtAndUnreadable(incident, "doubt-away");
    rempart.readable.reachable = false;
    rempart.isolate(incident, "doubt-away");
    for (int tries = 0; tries < 2 * DOUBT_ATTEMPTS; tries++) {
      rempart.lookAtWaiting();
      assertThat(rempart.state(incident)).isEqualTo("WAITING");
    }
    rempart.readable.reset();
    rempart.readable.state.put("pc-doubt-away", "ours");
    rempart.lookAtWaiting();
    assertThat(rempart.state(incident)).isEqualTo("EXECUTED");
    assertThat(rempart.readable.executions).hasValue(0);
  }

  @Test
  void aRevertThatNoReadEverShowsGoesToAPerson() {
    UUID incident = rempart.incident("192.0.2.70");
    rempart.block(incident, "revert-doubt");
    rempart.firewall.next(unreadable());
    rempart.revert(incident);
    for (int tries = 1; tries < DOUBT_ATTEMPTS; tries++) {
      assertThat(rempart.containment("192.0.2.70")).isEqualTo("REVERTING");
      rempart.lookAtReverts();
    }
    assertThat(rempart.containment("192.0.2.70")).isEqualTo("REVERT_FAILED");
    assertThat(rempart.firewall.reverts).hasValue(1);
    assertThat(rempart.repairs)
        .anyMatch(
            r ->
                r.formId().equals("revert-failed")
                    && "192.0.2.70".equals(r.context().get("target")));
  }

  @Test
  void aRevertAtAProductThatIsAwayIsWaitedFor() {
    UUID incident = rempart.incident("192.0.2.71");
    rempart.block(incident, "revert-away");
    rempart.firewall.next(unreadable());
    rempart.firewall.reachable = false;
    rempart.revert(incident);
    for (int tries = 0; tries < 2 * DOUBT_ATTEMPTS; tries++) {
      rempart.lookAtReverts();
      assertThat(rempart.containment("192.0.2.71")).isEqualTo("REVERTING");
    }
    rempart.firewall.reset();
    rempart.lookAtReverts();
    assertThat(rempart.containment("192.0.2.71")).isEqualTo("REVERTED");
  }

  private static void inDoubtAndUnreadable(UUID incident, String key) {
    rempart.readable.next(Fault.CRASH_AFTER_EFFECT);
    assertThatThrownBy(() -> rempart.isolate(incident, key)).isInstanceOf(Crash.class);
    rempart.readable.next(unreadable());
    rempart.leasesEnd();
  }

  private static Fault[] unreadable() {
    return Collections.nCopies(3 * DOUBT_ATTEMPTS, Fault.UNREADABLE).toArray(Fault[]::new);
  }

  @Test
  void anAnswerThatGotLostIsNotSentTwice() {
    UUID incident = rempart.victim("pc-lost-answer");
    rempart.readable.next(Fault.TIMEOUT_AFTER_EFFECT);
    assertThat(rempart.isolate(incident, "lost-answer").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.readable.executions).hasValue(1);
    UUID other = rempart.incident("192.0.2.60");
    rempart.firewall.next(Fault.TIMEOUT_AFTER_EFFECT);
    assertThat(rempart.block(other, "lost-answer-2").outcome()).isEqualTo(Outcome.WAITING);
    rempart.lookAtWaiting();
    assertThat(rempart.state(other)).isEqualTo("EXECUTED");
    assertThat(rempart.firewall.written).hasSize(1);
    undoneBy(other, rempart.firewall, "192.0.2.60");
  }

  @Test
  void aRepeatWhileTheFirstIsStillAtItWaitsForIt() {
    UUID incident = rempart.incident("192.0.2.61");
    Responses.Result[] repeat = new Responses.Result[1];
    rempart.firewall.beforeWrite = () -> repeat[0] = rempart.block(incident, "twice");
    assertThat(rempart.block(incident, "twice").outcome()).isEqualTo(Outcome.DONE);
    assertThat(repeat[0].outcome()).isEqualTo(Outcome.WAITING);
    assertThat(rempart.firewall.executions).hasValue(1);
    assertThat(rempart.settledMessages(repeat[0])).isEqualTo(1);
  }

  @Test
  void anOutcomeWithAnOldFencingNumberIsDiscarded() {
    UUID incident = rempart.incident("192.0.2.62");
    rempart.firewall.beforeWrite =
        () -> {
          // The executor was paused so long that another took the action up and ended it.
          rempart.firewall.beforeWrite = () -> {};
          rempart.leasesEnd();
          assertThat(rempart.block(incident, "paused").outcome()).isEqualTo(Outcome.DONE);
        };
    rempart.block(incident, "paused");
    assertThat(rempart.count("select fencing from action where incident_id = ?", incident))
        .isEqualTo(2);
    assertThat(rempart.timeline(incident)).containsOnlyOnce("action.executed");
    assertThat(rempart.firewall.written).hasSize(1);
    undoneBy(incident, rempart.firewall, "192.0.2.62");
  }

  @Test
  void whatIsStillOursOfABatchIsStored() {
    UUID incident = rempart.incident("192.0.2.163");
    rempart.entity(incident, "ADDRESS", "192.0.2.164", "ATTACKER");
    rempart.firewall.beforeWrite =
        () ->
            rempart
                .jdbc
                .sql("update action set fencing = fencing + 1 where target = '192.0.2.164'")
                .update();
    assertThat(rempart.block(incident, "partly").outcome()).isEqualTo(Outcome.WAITING);
    assertThat(
            rempart.count(
                "select count(*) from action where state = 'EXECUTED' and target = '192.0.2.163'"))
        .isEqualTo(1);
    assertThat(
            rempart.count(
                "select count(*) from action where state = 'EXECUTING' and target = '192.0.2.164'"))
        .isEqualTo(1);
    assertThat(rempart.timeline(incident)).containsOnlyOnce("action.executed");
    rempart.firewall.beforeWrite = () -> {};
    rempart.leasesEnd();
    assertThat(rempart.block(incident, "partly").outcome()).isEqualTo(Outcome.DONE);
    undoneBy(incident, rempart.firewall, "192.0.2.163");
  }

  /** The first batch takes so long that another does the rest, and a person undoes it. */
  @Test
  void whatAnotherHasTakenOverIsNotDoneByWhoWasTooSlow() {
    UUID incident = rempart.incident();
    for (int i = 0; i < 501; i++) {
      rempart.entity(incident, "ADDRESS", "198.19." + i / 250 + "." + (i % 250 + 1), "ATTACKER");
    }
    rempart.firewall.beforeRead =
        () -> {
          rempart.firewall.beforeRead = () -> {};
          rempart.leasesEnd();
          rempart.lookAtWaiting();
          assertThat(rempart.revert(incident)).isEqualTo(501);
          assertThat(rempart.firewall.state).isEmpty();
        };
    rempart.block(incident, "slow-set");
    assertThat(rempart.firewall.state).isEmpty();
    assertThat(
            rempart.count(
                "select count(*) from containment where target like '198.19.%' and state <>"
                    + " 'REVERTED'"))
        .isZero();
  }

  @Test
  void aMailInDoubtGoesAgainWithTheSameKeyAndIsCounted() {
    UUID incident = rempart.incident();
    rempart.mail.next(Fault.CRASH_AFTER_EFFECT);
    assertThatThrownBy(() -> notifyResponders(incident)).isInstanceOf(Crash.class);
    rempart.leasesEnd();
    assertThat(notifyResponders(incident).outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.mail.written).hasSize(2);
    assertThat(rempart.mail.written.get(0).key()).isEqualTo(rempart.mail.written.get(1).key());
    assertThat(rempart.count("select attempts from action where incident_id = ?", incident))
        .isEqualTo(2);
  }

  @Test
  void anyOtherBlindActionInDoubtGoesToAPerson() {
    UUID incident = rempart.victim("srv-1");
    rempart.entity(incident, "ACCOUNT", "root@srv-1", "VICTIM");
    rempart.sign(incident, "login-succeeded");
    rempart.readable.next(Fault.CRASH_AFTER_EFFECT);
    assertThatThrownBy(() -> endSessions(incident)).isInstanceOf(Crash.class);
    rempart.leasesEnd();
    Responses.Result again = endSessions(incident);
    assertThat(again.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(again.message()).contains("personne ne sait");
    assertThat(rempart.readable.executions).hasValue(1);
  }

  @Test
  void theSchedulerFinishesWhatNobodyAsksForAgain() {
    UUID incident = rempart.incident("192.0.2.63");
    rempart.firewall.next(Fault.CRASH_AFTER_EFFECT);
    assertThatThrownBy(() -> rempart.block(incident, "orphan")).isInstanceOf(Crash.class);
    rempart.leasesEnd();
    rempart.lookAtWaiting();
    assertThat(rempart.state(incident)).isEqualTo("EXECUTED");
  }

  @Test
  void aRevertThatDiedHalfwayIsTakenUpAgain() {
    UUID incident = rempart.incident("192.0.2.64");
    rempart.block(incident, "revert-dies");
    rempart.responses.revertIncident(incident, ResponseFixture.ANALYST, "false positive");
    rempart.firewall.next(Fault.CRASH_AFTER_EFFECT);
    assertThatThrownBy(rempart::lookAtReverts).isInstanceOf(Crash.class);
    assertThat(rempart.containment("192.0.2.64")).isEqualTo("REVERTING");
    rempart.leasesEnd();
    rempart.lookAtReverts();
    assertThat(rempart.containment("192.0.2.64")).isEqualTo("REVERTED");
    assertThat(rempart.firewall.state).doesNotContainKey("192.0.2.64");
    assertThat(rempart.firewall.reverts).hasValue(1);
  }

  @Test
  void aRevertWithoutAnAnswerIsReadBeforeItIsSentAgain() {
    UUID incident = rempart.victim("pc-lost-revert");
    rempart.isolate(incident, "lost-revert");
    rempart.readable.next(Fault.TIMEOUT_AFTER_EFFECT);
    rempart.revert(incident);
    assertThat(rempart.containment("pc-lost-revert")).isEqualTo("REVERTING");
    rempart.lookAtReverts();
    assertThat(rempart.containment("pc-lost-revert")).isEqualTo("REVERTED");
    assertThat(rempart.readable.reverts).hasValue(1);
  }

  @Test
  void aFalsePositiveDuringACrashLeavesNothingInForce() {
    UUID incident = rempart.incident("192.0.2.65");
    rempart.firewall.next(Fault.CRASH_AFTER_EFFECT);
    assertThatThrownBy(() -> rempart.block(incident, "fp-crash")).isInstanceOf(Crash.class);
    rempart.responses.revertIncident(incident, ResponseFixture.ANALYST, "false positive");
    rempart.lookAtReverts();
    assertThat(rempart.firewall.state).containsKey("192.0.2.65");
    rempart.leasesEnd();
    rempart.lookAtWaiting();
    rempart.lookAtReverts();
    assertThat(rempart.state(incident)).isEqualTo("CANCELLED");
    assertThat(rempart.firewall.state).doesNotContainKey("192.0.2.65");
    assertThat(rempart.containment("192.0.2.65")).isEqualTo("REVERTED");
  }

  @Test
  void aNewDecisionTakesOverWhatAFailedOneLeftInDoubt() {
    UUID incident = rempart.incident("192.0.2.66");
    rempart.firewall.next(Fault.BUG_AFTER_EFFECT);
    assertThat(rempart.block(incident, "bug").outcome()).isEqualTo(Outcome.FAILED);
    assertThat(rempart.block(incident, "bug/2").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.firewall.written).hasSize(1);
    undoneBy(incident, rempart.firewall, "192.0.2.66");
    UUID victim = rempart.victim("pc-bug");
    rempart.readable.next(Fault.BUG_AFTER_EFFECT);
    assertThat(rempart.isolate(victim, "bug-3").outcome()).isEqualTo(Outcome.FAILED);
    assertThat(rempart.isolate(victim, "bug-3/2").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.readable.written).hasSize(1);
    undoneBy(victim, rempart.readable, "pc-bug");
  }

  private static void undoneBy(UUID incident, TestProduct product, String target) {
    rempart.revert(incident);
    assertThat(product.state).doesNotContainKey(target);
    assertThat(rempart.containment(target)).isEqualTo("REVERTED");
  }

  private static Responses.Result notifyResponders(UUID incident) {
    return rempart.respond(
        incident, "mail-" + incident, Capability.SEND_MAIL, TargetSet.RESPONDERS);
  }

  private static Responses.Result endSessions(UUID incident) {
    return rempart.respond(
        incident, "sessions-" + incident, Capability.END_SESSIONS, TargetSet.COMPROMISED_ACCOUNTS);
  }
}
