package org.rempart.workers.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One case on a real broker, answered as the case says. Only the jobs of its path can be followed
 * from outside.
 */
final class RealRun {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  private final CamundaClient client;
  private final PathCase way;
  private final String incidentId = UUID.randomUUID().toString();
  private final Map<String, Integer> asked = new HashMap<>();
  private final Deque<String> ahead = new ArrayDeque<>();
  private final CompletableFuture<Void> jobsDone = new CompletableFuture<>();

  RealRun(CamundaClient client, PathCase way) {
    this.client = client;
    this.way = way;
    way.path().stream().filter(element -> element.matches("(User)?Task_.*")).forEach(ahead::add);
  }

  String incidentId() {
    return incidentId;
  }

  void toItsEnd() {
    try {
      run();
      if (!ahead.isEmpty()) {
        jobsDone.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
      }
    } catch (RuntimeException stuck) {
      throw new AssertionError(way.process() + ", " + way.name() + ": not seen " + ahead, stuck);
    }
  }

  private void run() {
    way.messages().stream()
        .filter(message -> message.after().startsWith("Gateway_"))
        .forEach(message -> publish(message.name(), Map.of()));
    if (way.process().equals("incident-v1")) {
      publish("incident-opened", variables());
    } else {
      assertThat(result()).as(way.name()).containsAllEntriesOf(way.results());
    }
  }

  private Map<String, Object> result() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId(way.process())
        .latestVersion()
        .variables(variables())
        .withResult()
        .requestTimeout(LIMIT)
        .send()
        .join()
        .getVariablesAsMap();
  }

  private Map<String, Object> variables() {
    Map<String, Object> variables = new HashMap<>(way.variables());
    variables.put("incidentId", incidentId);
    variables.put("watchFor", "PT1S");
    return variables;
  }

  /** Answers one of this case's jobs. */
  synchronized void answer(JobClient jobs, ActivatedJob job) {
    Map<String, Object> answer = new HashMap<>(next(job.getElementId()));
    boolean waits = answer.remove("$wait") != null;
    if (answer.remove("$never") == null) {
      Executor when = waits ? LATER : Runnable::run;
      when.execute(() -> complete(jobs, job, answer));
    }
    way.messages().stream()
        .filter(message -> message.after().equals(job.getElementId()))
        .filter(message -> asked.merge("message " + message, 1, Integer::sum) == 1)
        .forEach(message -> publish(message.name(), Map.of()));
  }

  private synchronized void complete(JobClient jobs, ActivatedJob job, Map<String, Object> answer) {
    if (job.getElementId().equals(ahead.peek())) {
      ahead.poll();
    }
    jobs.newCompleteCommand(job).variables(answer).send().join();
    if (ahead.isEmpty()) {
      jobsDone.complete(null);
    }
  }

  private Map<String, Object> next(String element) {
    if (element.equals("Task_Respond")) {
      List<String> outcomes = way.responses().getOrDefault(element, List.of("DONE"));
      return Map.of(
          "outcome",
          outcomes.get(turn(element, outcomes.size())),
          "responseId",
          "response-" + incidentId,
          "targets",
          1,
          "message",
          "");
    }
    List<Map<String, Object>> answers = way.jobs().getOrDefault(element, List.of(Map.of()));
    return answers.get(turn(element, answers.size()));
  }

  private int turn(String element, int answers) {
    return Math.min(asked.merge(element, 1, Integer::sum) - 1, answers - 1);
  }

  private void publish(String name, Map<String, Object> variables) {
    client
        .newPublishMessageCommand()
        .messageName(name)
        .correlationKey(name.equals("action-settled") ? "response-" + incidentId : incidentId)
        .timeToLive(LIMIT)
        .variables(variables)
        .send()
        .join();
  }
}
