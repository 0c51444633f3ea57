package org.rempart.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.IncidentLife;
import org.rempart.core.incident.OutboxTopic;
import org.rempart.core.incident.Phase;
import org.rempart.core.incident.Verdict;
import org.rempart.core.response.Responses;
import org.rempart.core.task.InvalidFormException;
import org.rempart.core.task.TaskBoard;
import org.rempart.core.task.TaskConflictException;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** The way of one incident: outbox, message, claim, playbook, response, task, close. */
@EngineTest
class IncidentOnEngineIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Actor AWA = Actor.person("awa", "RESPONDER", "127.0.0.1");
  private static final Actor IBA = Actor.person("iba", "RESPONDER", "127.0.0.1");

  /** All that a process may carry: ids, counts, small outcomes. */
  private static final Set<String> ALLOWED =
      Set.of(
          "incidentId",
          "playbook",
          "severity",
          "mine",
          "capability",
          "targetSet",
          "requestId",
          "phase",
          "responseId",
          "outcome",
          "targets",
          "message",
          "approvers",
          "targetCount",
          "attackerCount",
          "loginSucceeded",
          "clinical",
          "verdict",
          "nextPlaybook",
          "watchFor");

  private static final int MOST_BYTES = 16 * 1024;

  @Autowired TestIncidents incidents;
  @Autowired RecordingResponses responses;
  @Autowired LookingJob look;
  @Autowired TaskBoard board;
  @Autowired IncidentLife life;
  @Autowired EngineConnection engine;
  @Autowired MeterRegistry meters;
  @Autowired JsonMapper json;

  @Test
  void anOpenedIncidentIsClaimedRunsItsPlaybookAndIsClosedByItsReview() {
    var id = incidents.open();
    var task = incidents.awaitTask(id);

    assertThat(incidents.column("process_hash", id)).isEqualTo("hash-of-incident.bpmn");
    assertThat(incidents.outboxRows(OutboxTopic.INCIDENT_OPENED, id.toString())).isZero();
    assertThat(responses.callsFor(id))
        .singleElement()
        .satisfies(call -> assertThat(call.phase()).isEqualTo(Phase.CONTAIN));

    board.complete(task, Map.of("verdict", "TRUE_POSITIVE", "lessons", "Lock out earlier."), AWA);
    incidents.awaitClosed(id);
    assertThat(incidents.column("verdict", id)).isEqualTo("TRUE_POSITIVE");
    assertThat(incidents.column("phase", id)).isEqualTo("REVIEW");
    assertThat(incidents.column("acknowledged_by", id)).isEqualTo("awa");
    assertThat(incidents.outboxRows(OutboxTopic.TASK_COMPLETED, task.toString())).isZero();
  }

  @Test
  void whatGrewUnnoticedGoesThroughItsPlaybookOnceMore() {
    var id = incidents.open();
    var first = incidents.awaitTask(id);
    incidents.grown(id, 4_711);
    board.complete(first, Map.of("verdict", "TRUE_POSITIVE", "lessons", "None."), AWA);
    var second = incidents.awaitTask(id);
    assertThat(second).isNotEqualTo(first);
    assertThat(incidents.status(id)).isEqualTo("OPEN");
    assertThat(responses.callsFor(id)).hasSize(2);
    board.complete(second, Map.of("verdict", "TRUE_POSITIVE", "lessons", "None."), AWA);
    incidents.awaitClosed(id);
  }

  @Test
  void whatAPersonHasJustAskedForIsTakenUpBeforeTheClose() {
    var id = incidents.open();
    var task = incidents.awaitTask(id);
    responses.asked.add(id);
    board.complete(task, Map.of("verdict", "TRUE_POSITIVE", "lessons", "None."), AWA);
    await()
        .during(Duration.ofSeconds(3))
        .atMost(SOON)
        .until(() -> incidents.status(id).equals("OPEN"));
    responses.asked.remove(id);
    incidents.awaitClosed(id);
  }

  @Test
  void growthThatTheProcessTookNoteOfKeepsNothingOpen() {
    var id = incidents.open();
    var task = incidents.awaitTask(id);
    incidents.grow(id);
    await()
        .atMost(SOON)
        .until(
            () -> incidents.column("growth_noted", id).equals(incidents.column("growth_told", id)));
    board.complete(task, Map.of("verdict", "TRUE_POSITIVE", "lessons", "None."), AWA);
    incidents.awaitClosed(id);
    assertThat(responses.callsFor(id)).hasSize(1);
  }

  @Test
  void aSecondInstanceForTheSameIncidentEndsAtItsClaim() {
    var id = incidents.open();
    incidents.awaitTask(id);
    var owner = incidents.column("process_key", id);
    var claims = meters.timer("rempart.jobs", "type", "rempart.claim", "outcome", "done");
    var before = claims.count();
    incidents.told(Long.parseLong(owner), "incident-v1");

    // Another correlation key, so that the engine does not hold the start back by itself.
    publishOpened(UUID.randomUUID().toString(), id);
    await().atMost(SOON).until(() -> claims.count() > before);
    await()
        .during(Duration.ofSeconds(2))
        .atMost(SOON)
        .until(() -> responses.callsFor(id).size() == 1);
    assertThat(incidents.column("process_key", id)).isEqualTo(owner);
  }

  @Test
  void anInstanceStandsInForOneThatTheEngineForgot() {
    var phantom = 4_711L;
    var id = incidents.openHeldBy(phantom, "incident-v1");
    incidents.awaitTask(id);
    assertThat(incidents.column("process_key", id)).isNotEqualTo(Long.toString(phantom));
    assertThat(responses.callsFor(id)).hasSize(1);
  }

  private void publishOpened(String correlationKey, UUID id) {
    engine
        .client()
        .newPublishMessageCommand()
        .messageName("incident-opened")
        .correlationKey(correlationKey)
        .variables(Map.of("incidentId", id.toString()))
        .send()
        .join();
  }

  @Test
  void aRepeatedMessageStartsNothing() {
    var id = incidents.open();
    incidents.awaitTask(id);
    var claims = meters.timer("rempart.jobs", "type", "rempart.claim", "outcome", "done");
    var before = claims.count();
    incidents.put(OutboxTopic.INCIDENT_OPENED, id.toString());
    await()
        .during(Duration.ofSeconds(2))
        .atMost(SOON)
        .until(() -> claims.count() == before && responses.callsFor(id).size() == 1);
  }

  @Test
  void aJobThatFailedComesAgainWithTheSameCallKey() {
    responses.faults.add(new IllegalStateException("the line is noisy"));
    var id = incidents.open();
    incidents.awaitTask(id);
    assertThat(responses.callsFor(id)).hasSize(2);
    assertThat(responses.callsFor(id).stream().map(Responses.Call::callKey).distinct()).hasSize(1);
  }

  @Test
  void aJobThatFailsOnItsLastTryLeadsToAPersonWithOutcomeFailed() {
    responses.faults.add(new IllegalStateException("broken for good"));
    var id = incidents.open("test-fragile-v1");
    assertThat(incidents.awaitTask(id)).isNotNull();
    assertThat(responses.callsFor(id)).hasSize(1);
  }

  @Test
  void aResponseThatWaitsGoesOnWhenItsActionsSettle() {
    var response = UUID.randomUUID();
    responses.next.add(
        new Responses.Result(response, Responses.Outcome.WAITING, 1, "away", List.of()));
    var id = incidents.open();
    await().atMost(SOON).until(() -> responses.callsFor(id).size() == 1);
    incidents.put(OutboxTopic.ACTION_SETTLED, response.toString());
    incidents.awaitTask(id);
    assertThat(responses.callsFor(id)).hasSize(2);
  }

  @Test
  void aFalsePositiveEndsThePlaybookAndUndoesWhatItDid() {
    var id = incidents.open();
    incidents.awaitTask(id);
    life.decide(id, Verdict.FALSE_POSITIVE, AWA, "our own scanner");
    incidents.awaitClosed(id);
    assertThat(responses.reverted).contains(id);
    assertThat(incidents.column("verdict", id)).isEqualTo("FALSE_POSITIVE");
  }

  @Test
  void aTaskTakesOnlyWhatItsFormAllowsAndFromNobodyButItsClaimant() {
    var id = incidents.open();
    var task = incidents.awaitTask(id);
    board.claim(task, AWA);
    assertThatThrownBy(() -> board.claim(task, IBA))
        .isInstanceOf(TaskConflictException.class)
        .hasMessageContaining("awa");
    assertThatThrownBy(() -> board.complete(task, Map.of("verdict", "TRUE_POSITIVE"), IBA))
        .isInstanceOf(TaskConflictException.class);
    assertThatThrownBy(() -> board.complete(task, Map.of("verdict", "MAYBE", "colour", "red"), AWA))
        .isInstanceOfSatisfying(
            InvalidFormException.class,
            refused -> assertThat(refused.faults()).containsOnlyKeys("verdict", "colour"));
    board.complete(task, Map.of("verdict", "TRUE_POSITIVE"), AWA);
    assertThatThrownBy(() -> board.complete(task, Map.of("verdict", "TRUE_POSITIVE"), AWA))
        .isInstanceOf(TaskConflictException.class)
        .hasMessageContaining("completed by awa");
    incidents.awaitClosed(id);
  }

  @Test
  void aProcessCarriesOnlyIdsAndSmallOutcomes() {
    var id = incidents.open();
    board.complete(incidents.awaitTask(id), Map.of("verdict", "TRUE_POSITIVE"), AWA);
    incidents.awaitClosed(id);
    assertThat(look.seen).hasSizeGreaterThanOrEqualTo(2);
    var names = new HashSet<String>();
    for (var variables : look.seen) {
      names.addAll(variables.keySet());
      var bytes = json.writeValueAsString(variables).getBytes(StandardCharsets.UTF_8).length;
      assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES);
    }
    assertThat(ALLOWED).containsAll(names);
  }
}
