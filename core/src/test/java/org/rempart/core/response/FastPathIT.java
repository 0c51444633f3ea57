package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.core.response.Responses.Outcome;

/** What is allowed is decided, written down, executed, read back and done in one call. */
class FastPathIT {

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
  }

  @Test
  void anAllowedBlockIsExecutedAndProvenInOneCall() {
    UUID incident = rempart.incident("198.51.100.7");
    Responses.Result result = rempart.block(incident, "call-1");
    assertThat(result.outcome()).isEqualTo(Outcome.DONE);
    assertThat(result.targets()).isEqualTo(1);
    assertThat(rempart.firewall.state).containsKey("198.51.100.7");
    assertThat(rempart.state(incident)).isEqualTo("EXECUTED");
    assertThat(rempart.containment("198.51.100.7")).isEqualTo("IN_FORCE");
    assertThat(rempart.timeline(incident))
        .containsExactly("action.planned", "action.executed", "action.proven");
    assertThat(
            rempart.count(
                "select count(*) from proof p join action a on a.id = p.action_id where"
                    + " a.incident_id = ? and p.result = 'HOLDS'",
                incident))
        .isEqualTo(1);
    assertThat(rempart.count("select count(*) from audit_entry where subject_kind = 'action'"))
        .isGreaterThanOrEqualTo(3);
  }

  @Test
  void aRepeatWithTheSameCallKeyTouchesNothing() {
    UUID incident = rempart.incident("198.51.100.8");
    Responses.Result first = rempart.block(incident, "call-2");
    Responses.Result again = rempart.block(incident, "call-2");
    assertThat(again).isEqualTo(first);
    assertThat(rempart.firewall.executions).hasValue(1);
    assertThat(rempart.count("select count(*) from action where incident_id = ?", incident))
        .isEqualTo(1);
  }

  @Test
  void aNewDecisionTakesTheNextGenerationAndFindsTheBlockInForce() {
    UUID incident = rempart.incident("198.51.100.9");
    rempart.block(incident, "call-3");
    // A proof that has grown doubtful since: what is proven would be left alone.
    rempart
        .jdbc
        .sql("update containment set last_result = 'UNKNOWN' where target = '198.51.100.9'")
        .update();
    Responses.Result again = rempart.block(incident, "call-4");
    assertThat(again.outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.firewall.executions).hasValue(1);
    assertThat(rempart.count("select max(generation) from action where incident_id = ?", incident))
        .isEqualTo(2);
  }

  @Test
  void anIncidentWithoutSuchTargetsHasNothingToDo() {
    Responses.Result result = rempart.block(rempart.incident(), "call-5");
    assertThat(result.outcome()).isEqualTo(Outcome.NO_TARGET);
    assertThat(result.responseId()).isNull();
  }

  @Test
  void whatIsUnderWayIsNotPlannedAgainWhenTheIncidentGrows() {
    UUID incident = rempart.incident("198.51.100.10");
    AtomicReference<CompletableFuture<Responses.Result>> grown = new AtomicReference<>();
    rempart.firewall.beforeWrite =
        () -> {
          if (grown.get() == null) {
            rempart.entity(incident, "ADDRESS", "198.51.100.11", "ATTACKER");
            grown.set(CompletableFuture.supplyAsync(() -> rempart.block(incident, "call-grown")));
            // Time for the second response to plan what the first is still at, if it may.
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
          }
        };
    rempart.block(incident, "call-first");
    assertThat(grown.get().join().outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.state(incident)).isEqualTo("EXECUTED,EXECUTED");
    assertThat(rempart.firewall.state).containsOnlyKeys("198.51.100.10", "198.51.100.11");
  }

  @Test
  void aThousandTargetsAreOneResponseInBatches() {
    UUID incident = rempart.incident();
    for (int i = 0; i < 1000; i++) {
      rempart.entity(incident, "ADDRESS", "198.18." + i / 250 + "." + (i % 250 + 1), "ATTACKER");
    }
    Responses.Result result = rempart.block(incident, "call-6");
    assertThat(result.outcome()).isEqualTo(Outcome.DONE);
    assertThat(result.targets()).isEqualTo(1000);
    assertThat(rempart.firewall.executions).hasValue(2);
    assertThat(rempart.firewall.state).hasSize(1000);
  }
}
