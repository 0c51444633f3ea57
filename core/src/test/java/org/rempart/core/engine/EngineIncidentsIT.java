package org.rempart.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rempart.core.incident.IncidentFixture;

/** Which engine incidents become repairs. */
class EngineIncidentsIT {

  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  private final IncidentFixture rempart = new IncidentFixture();
  private final EngineEvents events = rempart.get(EngineEvents.class);
  private final EngineIncidents incidents = rempart.get(EngineIncidents.class);

  @AfterEach
  void close() {
    rempart.close();
  }

  @Test
  void whatBelongsToNoIncidentOfOursKeepsNothingFromARepair() {
    UUID id = rempart.open();
    claimed(id, 7);
    events.record(LongStream.range(100, 250).mapToObj(n -> raised(n, n)).toList());
    events.record(List.of(raised(1_000, 7)));

    assertThat(repairs(id)).isEqualTo(1);
  }

  @Test
  void aCalledProcessIsRepairedForItsIncidentOnceThatIsClaimed() {
    UUID id = rempart.open();
    events.record(List.of(called(8, 7), called(9, 8), raised(1, 9)));
    assertThat(repairs(id)).isZero();

    claimed(id, 7);
    incidents.openRepairs();
    incidents.openRepairs();
    assertThat(repairs(id)).isEqualTo(1);
  }

  private void claimed(UUID incidentId, long processKey) {
    rempart
        .jdbc
        .sql("update incident set process_key = ? where id = ?")
        .params(processKey, incidentId)
        .update();
  }

  private long repairs(UUID incidentId) {
    return rempart
        .jdbc
        .sql("select count(*) from task where incident_id = ? and kind = 'REPAIR'")
        .param(incidentId)
        .query(Long.class)
        .single();
  }

  private static EngineEvent raised(long key, long instance) {
    return new EngineEvent.EngineIncidentRaised(
        NOW.plusSeconds(key),
        key,
        instance,
        "respond-v1",
        "Task_Respond",
        instance * 10,
        null,
        "JOB_NO_RETRIES",
        "No more retries left.");
  }

  private static EngineEvent called(long instance, long by) {
    return new EngineEvent.ElementChanged(
        NOW,
        "respond-v1",
        1,
        instance,
        by,
        "respond-v1",
        instance,
        "PROCESS",
        ElementState.State.ACTIVE);
  }
}
