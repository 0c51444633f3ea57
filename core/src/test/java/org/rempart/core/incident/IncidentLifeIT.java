package org.rempart.core.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.core.incident.IncidentFixture.AWA;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.IncidentLife.Closing;
import org.rempart.core.incident.IncidentLife.ProcessDrawing;

class IncidentLifeIT {

  private static final Actor PLAYBOOK = Actor.playbook("test-v1/Phase");
  private static final ProcessDrawing DRAWING = new ProcessDrawing("incident-v1", 3, "ab12");

  private final IncidentFixture fixture = new IncidentFixture();
  private final IncidentLife life = fixture.get(IncidentLife.class);

  @AfterEach
  void close() {
    fixture.close();
  }

  private String column(String name, UUID id) {
    return fixture
        .jdbc
        .sql("select coalesce(" + name + "::text, '') from incident where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  @Test
  void theFirstInstanceOwnsTheIncidentAndAnotherIsRefused() {
    var id = fixture.open();
    assertThat(life.claim(id, 7, DRAWING).mine()).isTrue();
    assertThat(life.claim(id, 7, DRAWING).mine()).isTrue();
    assertThat(life.claim(id, 8, DRAWING).mine()).isFalse();
    assertThat(column("process_key", id)).isEqualTo("7");
    assertThat(fixture.timeline(id)).containsExactly("incident.claimed");
  }

  @Test
  void anInstanceTakesOverFromOneThatTheEngineForgot() {
    var id = fixture.open();
    life.claim(id, 7, DRAWING);
    var refused = life.claim(id, 8, DRAWING);
    assertThat(refused.holder()).isEqualTo(7);
    assertThat(life.takeOver(id, 7, 8, DRAWING).mine()).isTrue();
    assertThat(life.takeOver(id, 7, 9, DRAWING).mine()).isFalse();
    assertThat(life.takeOver(id, 7, 8, DRAWING).mine()).isTrue();
    assertThat(column("process_key", id)).isEqualTo("8");
    assertThat(fixture.timeline(id)).containsExactly("incident.claimed", "incident.reclaimed");
  }

  @Test
  void nobodyTakesOverFromAnInstanceThatRunsOrEndedOrRunsAnotherDrawing() {
    var running = fixture.open();
    life.claim(running, 70, DRAWING);
    fixture
        .jdbc
        .sql("insert into element_state values (70, 70, ?, ?, 'PROCESS', 'ACTIVE', now(), null)")
        .params(DRAWING.processId(), DRAWING.processId())
        .update();
    assertThat(life.takeOver(running, 70, 71, DRAWING).mine()).isFalse();

    var closed = fixture.open();
    life.claim(closed, 80, DRAWING);
    life.close(closed, PLAYBOOK);
    assertThat(life.claim(closed, 81, DRAWING).holder()).isNull();

    var other = fixture.open();
    life.claim(other, 90, DRAWING);
    var next = new IncidentLife.ProcessDrawing("incident-v2", 1, "hash");
    assertThat(life.claim(other, 91, next).holder()).isNull();
    assertThat(life.takeOver(other, 90, 91, next).mine()).isFalse();
  }

  @Test
  void aKeyThatTheEngineGivesOutAgainStartsItsFormerIncidentAnew() {
    var forgotten = fixture.open();
    life.claim(forgotten, 7, DRAWING);
    var later = fixture.open();
    assertThat(life.claim(later, 7, DRAWING).mine()).isTrue();
    assertThat(column("process_key", later)).isEqualTo("7");
    assertThat(column("process_key", forgotten)).isEmpty();
    assertThat(
            fixture
                .jdbc
                .sql(
                    "select payload ->> 'start' from outbox where topic = 'incident-opened' and key"
                        + " = ?")
                .param(forgotten.toString())
                .query(String.class)
                .single())
        .isNotBlank();
    assertThat(life.claim(forgotten, 8, DRAWING).mine()).isTrue();
  }

  @Test
  void phasesOnlyGoForwardAndTheirEndsAreNoted() {
    var id = fixture.open();
    life.enterPhase(id, Phase.CONTAIN, PLAYBOOK);
    assertThat(column("contained_at", id)).isEmpty();
    life.enterPhase(id, Phase.ERADICATE, PLAYBOOK);
    var contained = column("contained_at", id);
    assertThat(contained).isNotEmpty();
    life.enterPhase(id, Phase.CONTAIN, PLAYBOOK);
    assertThat(column("phase", id)).isEqualTo("ERADICATE");
    life.enterPhase(id, Phase.REVIEW, PLAYBOOK);
    assertThat(column("contained_at", id)).isEqualTo(contained);
    assertThat(column("eradicated_at", id)).isNotEmpty();
    assertThat(column("recovered_at", id)).isEmpty();
    assertThat(fixture.timeline(id)).hasSize(3).containsOnly("incident.phase");
  }

  @Test
  void aVerdictOfNoAttackUndoesAtOnceAndTellsTheEngine() {
    var id = fixture.open();
    life.decide(id, Verdict.FALSE_POSITIVE, AWA, "our own scanner");
    life.decide(id, Verdict.FALSE_POSITIVE, AWA, "our own scanner");
    assertThat(fixture.responses.reverted).containsExactly(id);
    assertThat(fixture.outbox(OutboxTopic.INCIDENT_VERDICT)).hasSize(1);
  }

  @Test
  void aVerdictOfAnAttackUndoesNothing() {
    var id = fixture.open();
    life.decide(id, Verdict.TRUE_POSITIVE, AWA, "");
    assertThat(fixture.responses.reverted).isEmpty();
    assertThat(fixture.outbox(OutboxTopic.INCIDENT_VERDICT)).isEmpty();
  }

  @Test
  void whatGrewUnnoticedIsNotClosed() {
    var id = fixture.open();
    life.claim(id, 7, DRAWING);
    life.enterPhase(id, Phase.RECOVER, PLAYBOOK);
    grown(id, 12);
    for (int again = 0; again < 2; again++) {
      assertThat(life.closeIfDone(id, PLAYBOOK))
          .isEqualTo(new Closing.Grown(column("playbook", id)));
      assertThat(column("status", id)).isEqualTo("OPEN");
    }
    for (int again = 0; again < 2; again++) {
      life.changePlaybook(id, column("playbook", id), PLAYBOOK);
      assertThat(column("phase", id)).isEqualTo("DETECT");
    }
    assertThat(fixture.timeline(id)).containsOnlyOnce("incident.goes-on");
    assertThat(life.closeIfDone(id, PLAYBOOK)).isEqualTo(new Closing.Closed());
    assertThat(life.closeIfDone(id, PLAYBOOK)).isEqualTo(new Closing.Closed());
    assertThat(column("status", id)).isEqualTo("CLOSED");
  }

  @Test
  void whatWasNotedOrIsNoAttackIsClosed() {
    var noted = fixture.open();
    grown(noted, 12);
    life.noteGrowth(noted, 13);
    life.noteGrowth(noted, 11);
    assertThat(life.closeIfDone(noted, PLAYBOOK)).isEqualTo(new Closing.Closed());
    var before = fixture.open();
    grown(before, 12);
    life.claim(before, 8, DRAWING);
    assertThat(life.closeIfDone(before, PLAYBOOK)).isEqualTo(new Closing.Closed());
    var benign = fixture.open();
    grown(benign, 12);
    fixture.jdbc.sql("update incident set verdict = 'BENIGN' where id = ?").param(benign).update();
    assertThat(life.closeIfDone(benign, PLAYBOOK)).isEqualTo(new Closing.Closed());
    assertThat(column("status", benign)).isEqualTo("CLOSED");
  }

  @Test
  void whatAPersonHasJustAskedForIsWaitedFor() {
    var id = fixture.open();
    fixture.responses.asked.add(id);
    assertThat(life.closeIfDone(id, PLAYBOOK)).isEqualTo(new Closing.Asked());
    assertThat(column("status", id)).isEqualTo("OPEN");
    fixture.responses.asked.clear();
    assertThat(life.closeIfDone(id, PLAYBOOK)).isEqualTo(new Closing.Closed());
  }

  private void grown(UUID id, long notice) {
    fixture
        .jdbc
        .sql("update incident set growth_told = ? where id = ?")
        .params(notice, id)
        .update();
  }

  @Test
  void closingTwiceStandsOnTheTimelineOnce() {
    var id = fixture.open();
    life.close(id, PLAYBOOK);
    life.close(id, PLAYBOOK);
    assertThat(column("status", id)).isEqualTo("CLOSED");
    assertThat(fixture.timeline(id)).filteredOn("incident.closed"::equals).hasSize(1);
  }
}
