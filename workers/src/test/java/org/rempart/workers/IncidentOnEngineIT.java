package org.rempart.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.OutboxTopic;
import org.rempart.core.incident.Phase;
import org.rempart.core.task.TaskBoard;
import org.springframework.beans.factory.annotation.Autowired;

/** The way of one incident: outbox, message, claim, playbook, response, task, close. */
@EngineTest
class IncidentOnEngineIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Actor AWA = Actor.person("awa", "RESPONDER", "127.0.0.1");

  @Autowired TestIncidents incidents;
  @Autowired RecordingResponses responses;
  @Autowired TaskBoard board;

  @Test
  void anOpenedIncidentIsClaimedRunsItsPlaybookAndIsClosedByItsReview() {
    var id = incidents.open();
    var task = waitingTask(id);

    assertThat(incidents.column("process_hash", id)).isEqualTo("hash-of-incident.bpmn");
    assertThat(incidents.outboxRows(OutboxTopic.INCIDENT_OPENED, id.toString())).isZero();
    assertThat(responses.callsFor(id))
        .singleElement()
        .satisfies(call -> assertThat(call.phase()).isEqualTo(Phase.CONTAIN));

    board.complete(task, Map.of("verdict", "TRUE_POSITIVE", "lessons", "Lock out earlier."), AWA);
    await().atMost(SOON).until(() -> incidents.status(id).equals("CLOSED"));
    assertThat(incidents.column("verdict", id)).isEqualTo("TRUE_POSITIVE");
    assertThat(incidents.column("phase", id)).isEqualTo("REVIEW");
    assertThat(incidents.column("acknowledged_by", id)).isEqualTo("awa");
  }

  private UUID waitingTask(UUID incidentId) {
    return await()
        .atMost(SOON)
        .until(() -> incidents.waitingTask(incidentId), t -> t.isPresent())
        .orElseThrow();
  }
}
