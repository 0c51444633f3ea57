package org.rempart.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.rempart.core.audit.Actor;
import org.rempart.core.engine.ElementState;
import org.rempart.core.engine.ElementStates;
import org.rempart.core.engine.EngineEvents;
import org.rempart.core.incident.IncidentLife;
import org.rempart.core.incident.Verdict;
import org.rempart.core.task.TaskBoard;
import org.rempart.embedded.TestStack;
import org.rempart.workers.event.EngineEventReader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the real broker's exporter tells, and what follows from it. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineNewsIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Actor AWA = Actor.person("awa", "RESPONDER", "127.0.0.1");
  private static final List<String> SITES = List.of("default");

  @Autowired TestIncidents incidents;
  @Autowired EngineEvents events;
  @Autowired EngineEventReader reader;
  @Autowired ElementStates elements;
  @Autowired IncidentLife life;
  @Autowired MendableJob mendable;
  @Autowired TaskBoard board;
  @Autowired JdbcClient jdbc;

  private KafkaConsumer<byte[], byte[]> consumer;
  private Thread listener;
  private volatile boolean running = true;

  @BeforeAll
  void listen() {
    var settings = new Properties();
    settings.put("bootstrap.servers", TestStack.kafka().bootstrapServers());
    settings.put("group.id", "engine-news-it");
    settings.put("auto.offset.reset", "earliest");
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of("rempart.engine"));
    listener = Thread.ofPlatform().start(this::take);
  }

  private void take() {
    while (running) {
      var batch =
          java.util.stream.StreamSupport.stream(
                  consumer.poll(Duration.ofMillis(200)).spliterator(), false)
              .flatMap(record -> reader.read(record.value()).stream())
              .toList();
      if (!batch.isEmpty()) {
        events.record(batch);
        // Every record twice, as a broker that starts again may tell them.
        events.record(batch);
      }
    }
  }

  @AfterAll
  void close() throws InterruptedException {
    running = false;
    listener.join();
    consumer.close();
  }

  @Test
  void theElementsOfAnIncidentAreKnownThroughEveryCalledProcess() {
    var id = incidents.open();
    incidents.awaitTask(id);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(elements.of(id, SITES))
                    .anySatisfy(e -> stands(e, "test-book-v1", "Review", ElementState.State.ACTIVE))
                    .anySatisfy(
                        e -> stands(e, "respond-v1", "Respond", ElementState.State.COMPLETED))
                    .anySatisfy(
                        e -> stands(e, "incident-v1", "Playbook", ElementState.State.ACTIVE)));
    assertThat(elements.of(id, List.of("elsewhere"))).isEmpty();
  }

  private static void stands(
      ElementState element, String process, String id, ElementState.State state) {
    assertThat(element.processId()).isEqualTo(process);
    assertThat(element.elementId()).isEqualTo(id);
    assertThat(element.state()).isEqualTo(state);
  }

  @Test
  void aStepThatTheProcessLeftIsWithdrawn() {
    var id = incidents.open();
    incidents.awaitTask(id);
    life.decide(id, Verdict.FALSE_POSITIVE, AWA, "our own scanner");
    await().atMost(SOON).until(() -> taskStates(id).equals(List.of("WITHDRAWN")));
  }

  @Test
  void anEngineIncidentBecomesARepairThatSendsTheProcessOn() {
    var id = incidents.open("test-stopping-v1");
    var repair = incidents.awaitTask(id);
    assertThat(
            jdbc.sql("select context ->> 'element' from task where id = ?")
                .param(repair)
                .query(String.class)
                .single())
        .isEqualTo("Mend");
    assertThat(kinds(id)).contains("engine.incident");

    mendable.broken = false;
    board.complete(repair, Map.of("decision", "RETRY"), AWA);
    incidents.awaitClosed(id);
  }

  private List<String> taskStates(UUID incidentId) {
    return jdbc.sql("select state from task where incident_id = ? order by created_at")
        .param(incidentId)
        .query(String.class)
        .list();
  }

  private List<String> kinds(UUID incidentId) {
    return jdbc.sql("select kind from timeline_entry where incident_id = ?")
        .param(incidentId)
        .query(String.class)
        .list();
  }
}
