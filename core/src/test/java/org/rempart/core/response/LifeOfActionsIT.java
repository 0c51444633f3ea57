package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.connector.Order;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.Responses.TargetSet;
import org.rempart.core.response.TestProduct.Fault;

/** Products that are away, refuse or forget; ends that come by themselves; letters. */
class LifeOfActionsIT {

  private static final List<String> SITES = List.of("default");

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
    rempart.mail.reset();
    rempart.tickets.reset();
    rempart.repairs.clear();
  }

  @Test
  void aProductThatIsAwayIsWaitedForUntilItGoesThrough() {
    UUID incident = rempart.incident("192.0.2.100");
    rempart.firewall.next(Fault.AWAY, Fault.AWAY);
    Responses.Result waiting = rempart.block(incident, "away");
    assertThat(waiting.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(waiting.message()).contains("fw-a is away");
    rempart.lookAtWaiting();
    assertThat(rempart.state(incident)).isEqualTo("WAITING");
    assertThat(rempart.settledMessages(waiting)).isZero();
    rempart.lookAtWaiting();
    assertThat(rempart.state(incident)).isEqualTo("EXECUTED");
    assertThat(rempart.settledMessages(waiting)).isEqualTo(1);
    assertThat(rempart.block(incident, "away").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.timeline(incident)).containsOnlyOnce("action.waiting");
  }

  @Test
  void aProductThatCantTellYetIsAskedAgain() {
    UUID incident = rempart.victim("pc-untold-1");
    rempart.readable.next(Fault.UNREADABLE);
    assertThat(rempart.isolate(incident, "untold-1").outcome()).isEqualTo(Outcome.WAITING);
    rempart.lookAtWaiting();
    assertThat(rempart.state(incident)).isEqualTo("EXECUTED");
    assertThat(rempart.readable.state).containsOnlyKeys("pc-untold-1");
  }

  @Test
  void aProductThatNeverTellsMakesAPersonsStep() {
    UUID incident = rempart.victim("pc-untold-2");
    rempart.readable.next(Collections.nCopies(5, Fault.UNREADABLE).toArray(Fault[]::new));
    Responses.Result waiting = rempart.isolate(incident, "untold-2");
    for (int i = 0; i < 4; i++) {
      assertThat(rempart.state(incident)).isEqualTo("WAITING");
      rempart.lookAtWaiting();
    }
    assertThat(rempart.state(incident)).isEqualTo("FAILED");
    assertThat(rempart.settledMessages(waiting)).isEqualTo(1);
    Responses.Result failed = rempart.isolate(incident, "untold-2");
    assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(failed.message()).contains("Le produit ne dit pas");
    assertThat(rempart.readable.executions).hasValue(0);
    assertThat(register()).isEmpty();
  }

  @Test
  void whatTheProductTookAndDoesNotShowIsUnprovenUntilItHolds() {
    UUID incident = rempart.incident("192.0.2.101");
    rempart.firewall.next(Fault.IGNORE);
    Responses.Result result = rempart.block(incident, "ignored");
    assertThat(result.outcome()).isEqualTo(Outcome.UNPROVEN);
    assertThat(rempart.responses.verify(result.responseId()).outcome()).isEqualTo(Outcome.UNPROVEN);
    rempart.firewall.state.put("192.0.2.101", "late");
    assertThat(rempart.responses.verify(result.responseId()).outcome()).isEqualTo(Outcome.DONE);
    assertThat(
            rempart.count(
                "select count(*) from proof p join action a on a.id = p.action_id where"
                    + " a.incident_id = ?",
                incident))
        .isEqualTo(3);
  }

  @Test
  void aReadBackThatSaysNothingIsNoProof() {
    UUID incident = rempart.incident("192.0.2.102");
    rempart.firewall.next(Fault.UNREADABLE);
    assertThat(rempart.block(incident, "unreadable").outcome()).isEqualTo(Outcome.UNPROVEN);
  }

  /** The playbook may wait for days, for an approval of another target of the same response. */
  @Test
  void whatIsUnprovenIsReadAgainWithoutThePlaybook() {
    UUID incident = rempart.incident("192.0.2.110");
    rempart.firewall.next(Fault.UNREADABLE, Fault.UNREADABLE);
    assertThat(rempart.block(incident, "read-again").outcome()).isEqualTo(Outcome.UNPROVEN);
    assertThat(standing("192.0.2.110")).isEqualTo("UNPROVEN");
    rempart.lookAtUnproven("192.0.2.110");
    assertThat(standing("192.0.2.110")).isEqualTo("UNPROVEN");
    assertThat(rempart.timeline(incident)).containsOnlyOnce("action.proven");
    rempart.lookAtUnproven("192.0.2.110");
    assertThat(standing("192.0.2.110")).isEqualTo("IN_FORCE");
    assertThat(rempart.timeline(incident)).filteredOn("action.proven"::equals).hasSize(2);
    assertThat(rempart.block(incident, "read-again").outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void ofWhatIsReadAgainAndAgainTheFirstAndTheNewestProofStay() {
    UUID incident = rempart.incident("192.0.2.118");
    rempart.firewall.next(Fault.IGNORE);
    Responses.Result result = rempart.block(incident, "thin");
    for (int i = 0; i < 4; i++) {
      rempart.responses.verify(result.responseId());
    }
    rempart.firewall.state.put("192.0.2.118", "late");
    rempart.responses.verify(result.responseId());
    List<String> proofs =
        rempart
            .jdbc
            .sql(
                "select p.result from proof p join action a on a.id = p.action_id where"
                    + " a.incident_id = ? order by p.id")
            .param(incident)
            .query(String.class)
            .list();
    assertThat(proofs).containsExactly("ABSENT", "ABSENT", "HOLDS");
    assertThat(
            rempart.count(
                "select count(*) from proof p join proof q on q.action_id = p.action_id and q.id <"
                    + " p.id and q.result = 'ABSENT' and p.result = 'ABSENT' join action a on a.id"
                    + " = p.action_id and a.incident_id = ? where p.read_at > q.read_at",
                incident))
        .isEqualTo(1);
  }

  private static String standing(String target) {
    return rempart.context.getBean(Register.class).live(SITES).stream()
        .filter(one -> one.target().equals(target))
        .findFirst()
        .orElseThrow()
        .standing();
  }

  @Test
  void aProductThatRefusesFailsTheActionAndHoldsNothing() {
    UUID incident = rempart.incident("192.0.2.103");
    rempart.firewall.next(Fault.REFUSE);
    assertThat(rempart.block(incident, "refused").outcome()).isEqualTo(Outcome.FAILED);
    assertThat(rempart.containment("192.0.2.103")).isEqualTo("REVERTED");
    assertThat(register()).isEmpty();
  }

  @Test
  void withoutAConnectorTheTaskSaysWhatToConfigure() {
    UUID incident = rempart.incident();
    Responses.Result result =
        rempart.respond(incident, "search", Capability.SEARCH_MAIL, TargetSet.INCIDENT);
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.message()).contains("mail.search").contains("rempart.connectors");
    assertThat(rempart.respond(incident, "search", Capability.SEARCH_MAIL, TargetSet.INCIDENT))
        .isEqualTo(result);
  }

  @Test
  void aRevertWaitsForItsProduct() {
    UUID incident = rempart.incident("192.0.2.104");
    rempart.block(incident, "revert-away");
    rempart.firewall.next(Fault.AWAY);
    rempart.revert(incident);
    assertThat(rempart.containment("192.0.2.104")).isEqualTo("REVERTING");
    rempart.lookAtReverts();
    assertThat(rempart.containment("192.0.2.104")).isEqualTo("REVERTED");
  }

  /** Some products show what they did at their next look; telling them again would never end. */
  @Test
  void aRevertThatTheProductTookIsReadUntilItTellsAndNotSentAgain() {
    UUID incident = rempart.incident("192.0.2.108");
    rempart.block(incident, "revert-untold");
    rempart.firewall.next(Fault.UNREADABLE, Fault.UNREADABLE);
    rempart.revert(incident);
    rempart.lookAtReverts();
    assertThat(rempart.containment("192.0.2.108")).isEqualTo("REVERTING");
    rempart.lookAtReverts();
    assertThat(rempart.containment("192.0.2.108")).isEqualTo("REVERTED");
    assertThat(rempart.firewall.reverts).hasValue(1);
  }

  @Test
  void aRevertThatTheProductTookAndForgotIsSentAgain() {
    UUID incident = rempart.incident("192.0.2.109");
    rempart.block(incident, "revert-forgotten");
    rempart.firewall.next(Fault.IGNORE);
    rempart.revert(incident);
    for (int look = 0; look < 3; look++) {
      rempart.lookAtReverts();
      assertThat(rempart.containment("192.0.2.109")).isEqualTo("REVERTING");
      assertThat(rempart.firewall.reverts).hasValue(1);
    }
    rempart.lookAtReverts();
    assertThat(rempart.containment("192.0.2.109")).isEqualTo("REVERTED");
    assertThat(rempart.firewall.reverts).hasValue(2);
    assertThat(rempart.firewall.state).doesNotContainKey("192.0.2.109");
  }

  @Test
  void aRevertThatShowsLateIsNotSentAgain() {
    UUID incident = rempart.incident("192.0.2.119");
    rempart.block(incident, "revert-late");
    rempart.firewall.next(Fault.IGNORE);
    rempart.revert(incident);
    rempart.lookAtReverts();
    rempart.firewall.state.remove("192.0.2.119");
    rempart.lookAtReverts();
    assertThat(rempart.containment("192.0.2.119")).isEqualTo("REVERTED");
    assertThat(rempart.firewall.reverts).hasValue(1);
  }

  @Test
  void aRefusedRevertBecomesAPersonsTaskAndANewClaimTakesTheBlockOver() {
    UUID incident = rempart.incident("192.0.2.105");
    rempart.block(incident, "revert-refused");
    rempart.firewall.next(Fault.REFUSE);
    rempart.revert(incident);
    assertThat(rempart.containment("192.0.2.105")).isEqualTo("REVERT_FAILED");
    assertThat(rempart.repairs).hasSize(1);
    assertThat(rempart.repairs.getFirst().formId()).isEqualTo("revert-failed");
    assertThat(rempart.timeline(incident)).contains("containment.revert-failed");
    UUID next = rempart.incident("192.0.2.105");
    assertThat(rempart.block(next, "takes-over").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.firewall.executions).hasValue(1);
    rempart.revert(next);
    assertThat(rempart.firewall.state).doesNotContainKey("192.0.2.105");
  }

  @Test
  void whatAnIncidentHoldsAlreadyIsNotDoneAgainWhenItGrows() {
    UUID incident = rempart.incident("192.0.2.115");
    rempart.block(incident, "small");
    Responses.Result again = rempart.block(incident, "again");
    assertThat(again.outcome()).isEqualTo(Outcome.DONE);
    assertThat(again.targets()).isEqualTo(1);
    assertThat(actions(incident)).isEqualTo(1);
    rempart.entity(incident, "ADDRESS", "192.0.2.116", "ATTACKER");
    assertThat(rempart.block(incident, "grown").targets()).isEqualTo(1);
    assertThat(actions(incident)).isEqualTo(2);
    assertThat(rempart.firewall.executions).hasValue(2);
  }

  @Test
  void whatAnIncidentGaveBackIsDoneAgain() {
    UUID incident = rempart.incident("192.0.2.117");
    rempart.block(incident, "first");
    rempart.revert(incident);
    assertThat(rempart.block(incident, "second").outcome()).isEqualTo(Outcome.DONE);
    assertThat(actions(incident)).isEqualTo(2);
    assertThat(rempart.firewall.state).containsKey("192.0.2.117");
  }

  private static long actions(UUID incident) {
    return rempart.count("select count(*) from action where incident_id = ?", incident);
  }

  @Test
  void revertsGoInReverseOrder() {
    UUID incident = rempart.incident("192.0.2.106");
    rempart.block(incident, "order-1");
    rempart.entity(incident, "ADDRESS", "192.0.2.107", "ATTACKER");
    rempart.block(incident, "order-2");
    assertThat(rempart.revert(incident)).isEqualTo(2);
    assertThat(
            rempart
                .jdbc
                .sql(
                    "select target from containment where target in ('192.0.2.106', '192.0.2.107')"
                        + " order by since desc")
                .query(String.class)
                .list())
        .containsExactly("192.0.2.107", "192.0.2.106");
    assertThat(rempart.firewall.reverted).containsExactly("192.0.2.107", "192.0.2.106");
  }

  @Test
  void anExpiredContainmentEndsByItself() {
    UUID incident = rempart.incident("192.0.2.108");
    rempart.block(incident, "expires");
    rempart.context.getBean(Endings.class).expire();
    assertThat(rempart.containment("192.0.2.108")).isEqualTo("IN_FORCE");
    rempart
        .jdbc
        .sql("update containment set expires_at = now() where target = '192.0.2.108'")
        .update();
    rempart.context.getBean(Endings.class).expire();
    rempart.lookAtReverts();
    assertThat(rempart.firewall.state).doesNotContainKey("192.0.2.108");
    assertThat(
            rempart
                .jdbc
                .sql("select revert_reason from containment where target = '192.0.2.108'")
                .query(String.class)
                .single())
        .isEqualTo("expired");
  }

  @Test
  void theRegisterShowsWhoNeedsABlockAndNoticesWhenItVanishes() {
    UUID first = rempart.incident("192.0.2.109");
    UUID second = rempart.incident("192.0.2.109");
    rempart.block(first, "reg-1");
    rempart.block(second, "reg-2");
    Contained contained =
        register().stream().filter(c -> c.target().equals("192.0.2.109")).findFirst().orElseThrow();
    assertThat(contained.claims())
        .extracting(Contained.Claim::incidentId)
        .containsExactly(first, second);
    assertThat(contained.until()).isNotNull();
    rempart.firewall.state.remove("192.0.2.109");
    rempart.context.getBean(Register.class).reread(contained.id());
    assertThat(rempart.containment("192.0.2.109")).isEqualTo("VANISHED");
    assertThat(rempart.timeline(first)).contains("containment.vanished");
    assertThat(rempart.timeline(second)).contains("containment.vanished");
    UUID third = rempart.incident("192.0.2.109");
    assertThat(rempart.block(third, "reg-3").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.firewall.state).containsKey("192.0.2.109");
    rempart.revert(third);
    rempart.revert(first);
    assertThat(rempart.firewall.state).containsKey("192.0.2.109");
    rempart.revert(second);
    assertThat(rempart.firewall.state).doesNotContainKey("192.0.2.109");
  }

  @Test
  void anIncidentHasOneTicketAndItsCommentsKnowItsReference() {
    UUID incident = rempart.incident("192.0.2.110");
    assertThat(comment(incident, "t-0").outcome()).isEqualTo(Outcome.NO_TARGET);
    assertThat(ticket(incident, "t-1").outcome()).isEqualTo(Outcome.DONE);
    assertThat(ticket(incident, "t-2").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.tickets.written).hasSize(1);
    rempart.tickets.state.clear();
    comment(incident, "t-3");
    Order order = rempart.tickets.written.getLast();
    assertThat(order.parameters().get("ticket"))
        .isEqualTo(
            rempart
                .jdbc
                .sql(
                    "select reference from action where incident_id = ? and capability ="
                        + " 'ticket.open'")
                .param(incident)
                .query(String.class)
                .single());
  }

  @Test
  void aMailSaysInFrenchWhatWasDoneAndWhereToLook() {
    UUID incident = rempart.incident("192.0.2.111");
    rempart.block(incident, "m-1");
    Responses.Result result =
        rempart.respond(incident, "m-2", Capability.SEND_MAIL, TargetSet.RESPONDERS);
    assertThat(result.outcome()).isEqualTo(Outcome.DONE);
    Map<String, String> letter = rempart.mail.written.getFirst().parameters();
    assertThat(letter.get("subject")).contains("SSH brute force").contains("HIGH");
    assertThat(letter.get("body"))
        .contains("adresse bloquée : 192.0.2.111 (fw-a, vérifié)")
        .contains("https://rempart.example/incidents/" + incident);
    assertThat(rempart.mail.written.getFirst().target().value()).isEqualTo("garde@hopital.example");
    assertThat(rempart.respond(incident, "m-3", Capability.SEND_MAIL, TargetSet.MANAGERS).outcome())
        .isEqualTo(Outcome.NO_TARGET);
  }

  @Test
  void actionsAndTheirStagesAreCounted() {
    rempart.block(rempart.incident("192.0.2.112"), "metrics");
    var meters = rempart.context.getBean(io.micrometer.core.instrument.MeterRegistry.class);
    assertThat(
            meters
                .get("rempart.actions")
                .tag("outcome", "EXECUTED")
                .tag("connector", "fw-a")
                .counter()
                .count())
        .isPositive();
    assertThat(meters.get("rempart.response.stage").tag("stage", "verify").timer().count())
        .isPositive();
    double together = spent(meters, "guardrails-journal");
    assertThat(spent(meters, "guardrails")).isPositive().isLessThan(together);
    assertThat(spent(meters, "journal")).isPositive().isLessThan(together);
  }

  private static double spent(io.micrometer.core.instrument.MeterRegistry meters, String stage) {
    return meters
        .get("rempart.response.stage")
        .tag("stage", stage)
        .tag("capability", "network.block-address")
        .timer()
        .totalTime(TimeUnit.NANOSECONDS);
  }

  private static List<Contained> register() {
    return rempart.context.getBean(Register.class).live(SITES).stream()
        .filter(c -> c.state().equals("IN_FORCE"))
        .filter(c -> rempart.firewall.state.containsKey(c.target()))
        .toList();
  }

  private static Responses.Result ticket(UUID incident, String call) {
    return rempart.respond(incident, call, Capability.OPEN_TICKET, TargetSet.INCIDENT);
  }

  private static Responses.Result comment(UUID incident, String call) {
    return rempart.respond(incident, call, Capability.COMMENT_TICKET, TargetSet.INCIDENT);
  }
}
