package org.rempart.workers.playbook;

import io.camunda.client.CamundaClient;
import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.process.test.engine.EngineFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.rempart.core.playbook.PlaybookLibrary;
import org.rempart.workers.playbook.PathCase.Message;
import org.rempart.workers.playbook.Traces.OpenJob;

/**
 * Takes cases through the engine: answers every job as the case says, and lets time pass, messages
 * come and kept jobs finish only when nothing else moves. One thread does it all, so that a case
 * always goes the same way.
 */
final class Drive implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** More than twice what the longest way takes; what needs more goes round in circles. */
  private static final int MOST_STEPS = 400;

  final Map<String, Set<String>> reached = new TreeMap<>();
  private final ZeebeTestEngine engine = EngineFactory.create();
  private final CamundaClient client;
  private long position;
  private long clockOffset;

  Drive(PlaybookLibrary library) {
    engine.start();
    client =
        CamundaClient.newClientBuilder()
            .grpcAddress(URI.create("http://" + engine.getGatewayAddress()))
            .preferRestOverGrpc(false)
            .build();
    for (PlaybookLibrary.Drawing drawing : library.drawings()) {
      client
          .newDeployResourceCommand()
          .addResourceStringUtf8(drawing.bpmn(), drawing.resourceName())
          .send()
          .join();
    }
  }

  /** Runs one case to its end and gives what the engine told of it. */
  Traces run(PathCase way) throws Exception {
    Traces traces = new Traces(engine, position, reached);
    Run run = new Run(way, traces);
    run.start();
    for (int steps = 0; !traces.ended && traces.engineIncidents.isEmpty(); steps++) {
      if (steps > MOST_STEPS) {
        throw new AssertionError(way.name() + ": does not end: " + traces.completed);
      }
      run.step();
    }
    idle();
    traces.read();
    position = traces.position();
    return traces;
  }

  @Override
  public void close() {
    client.close();
    engine.stop();
  }

  private void idle() throws Exception {
    engine.waitForIdleState(PATIENCE);
  }

  /** One case under way. */
  private final class Run {

    private final PathCase way;
    private final Traces traces;
    private final String incidentId = UUID.randomUUID().toString();
    private final Map<String, Integer> asked = new HashMap<>();
    private final List<OpenJob> kept = new ArrayList<>();
    private final List<Message> messages;

    Run(PathCase way, Traces traces) {
      this.way = way;
      this.traces = traces;
      messages = new ArrayList<>(way.messages());
    }

    void start() {
      Map<String, Object> variables = new HashMap<>(way.variables());
      variables.put("incidentId", incidentId);
      if (way.process().equals("incident-v1")) {
        publish("incident-opened", variables);
      } else {
        client
            .newCreateInstanceCommand()
            .bpmnProcessId(way.process())
            .latestVersion()
            .variables(variables)
            .send()
            .join();
      }
    }

    void step() throws Exception {
      if (readSoon()) {
        while (!traces.newJobs.isEmpty()) {
          answer(traces.newJobs.poll());
        }
      } else if (!traces.ended) {
        moveOn();
      }
    }

    private boolean readSoon() throws Exception {
      for (int pause = 0; pause < 4; pause++) {
        if (traces.read()) {
          return true;
        }
        Thread.sleep(3);
      }
      idle();
      return traces.read();
    }

    private void moveOn() throws Exception {
      Message due =
          messages.stream().filter(m -> traces.active.contains(m.after())).findFirst().orElse(null);
      if (due != null) {
        messages.remove(due);
        publish(due.name(), Map.of());
      } else if (!traces.timers.isEmpty()) {
        passTimeTo(traces.timers.values().stream().min(Long::compare).orElseThrow());
      } else if (!kept.isEmpty()) {
        complete(kept.removeFirst(), true);
      } else {
        throw new AssertionError(way.name() + ": stands still after " + traces.completed);
      }
    }

    private void passTimeTo(long due) throws Exception {
      long gap = Math.max(due - (System.currentTimeMillis() + clockOffset), 0) + 200;
      clockOffset += gap;
      engine.increaseTime(Duration.ofMillis(gap));
      engine.waitForBusyState(PATIENCE);
    }

    private void publish(String name, Map<String, Object> variables) {
      String key = name.equals("action-settled") ? "response-" + incidentId : incidentId;
      client
          .newPublishMessageCommand()
          .messageName(name)
          .correlationKey(key)
          .timeToLive(Duration.ofSeconds(5))
          .variables(variables)
          .send()
          .join();
    }

    private void answer(OpenJob job) {
      if (job.elementId().equals("Task_Respond")) {
        send(job, response(job));
      } else {
        complete(job, false);
      }
    }

    private void complete(OpenJob job, boolean waited) {
      Map<String, Object> answer = new HashMap<>(next(job.elementId(), waited));
      if (answer.remove("$never") != null) {
        return;
      }
      if (answer.remove("$wait") != null && !waited) {
        asked.merge(job.elementId(), -1, Integer::sum);
        kept.add(job);
        return;
      }
      send(job, answer);
    }

    private Map<String, Object> next(String elementId, boolean waited) {
      List<Map<String, Object>> answers = way.jobs().getOrDefault(elementId, List.of(Map.of()));
      return answers.get(turn(elementId, answers.size()));
    }

    private Map<String, Object> response(OpenJob job) {
      String caller = traces.caller(job);
      List<String> outcomes = way.responses().getOrDefault(caller, List.of("DONE"));
      return Map.of(
          "outcome",
          outcomes.get(turn(caller, outcomes.size())),
          "responseId",
          "response-" + incidentId,
          "targets",
          1,
          "message",
          "");
    }

    private int turn(String elementId, int answers) {
      return Math.min(asked.merge(elementId, 1, Integer::sum) - 1, answers - 1);
    }

    private void send(OpenJob job, Map<String, Object> variables) {
      client.newCompleteCommand(job.key()).variables(variables).send().join();
    }
  }
}
