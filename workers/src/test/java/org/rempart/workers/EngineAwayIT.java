package org.rempart.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rempart.core.audit.Actor;
import org.rempart.core.task.TaskBoard;
import org.rempart.embedded.TestStack;
import org.springframework.beans.factory.annotation.Autowired;

/** What goes on while the engine is away, and by itself when it is back. */
@EngineTest
class EngineAwayIT {

  private static final Actor AWA = Actor.person("awa", "RESPONDER", "127.0.0.1");

  @Autowired TestIncidents incidents;
  @Autowired RecordingResponses responses;
  @Autowired TaskBoard board;
  @Autowired EngineWatch watch;

  @Test
  void incidentsOpenedAndTasksCompletedMeanwhileGoOnWhenTheEngineIsBack() {
    var before = incidents.open();
    var task = incidents.awaitTask(before);

    TestStack.engine().kill();
    try {
      await().atMost(Duration.ofSeconds(30)).until(() -> !watch.state().up());
      board.complete(task, Map.of("verdict", "TRUE_POSITIVE"), AWA);
    } finally {
      var meanwhile = Stream.generate(incidents::open).limit(5).toList();
      TestStack.engine().start();
      meanwhile.forEach(incidents::awaitTask);
      assertThat(meanwhile).allSatisfy(id -> assertThat(responses.callsFor(id)).hasSize(1));
    }
    incidents.awaitClosed(before);
    assertThat(watch.state().up()).isTrue();
  }
}
