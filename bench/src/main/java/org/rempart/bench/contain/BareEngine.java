package org.rempart.bench.contain;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import io.camunda.client.api.worker.JobWorker;
import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.rempart.bench.stack.Latencies;
import org.rempart.bench.stack.Pace;

/**
 * The least that any playbook costs on this engine: a message starts a process, which calls a
 * process, which calls a process with one job, and the job reaches a streaming worker. Nothing of
 * Rempart is in it.
 */
final class BareEngine {

  private static final String MESSAGE = "bare-start";
  private static final String JOB = "bare.job";

  private static final Executor AGAIN =
      CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

  private final CamundaClient client;
  private final Map<String, Long> publishedAt = new ConcurrentHashMap<>();

  BareEngine(CamundaClient client) {
    this.client = client;
    client
        .newDeployResourceCommand()
        .addProcessModel(outer(), "bare-outer.bpmn")
        .addProcessModel(middle(), "bare-middle.bpmn")
        .addProcessModel(inner(), "bare-inner.bpmn")
        .send()
        .join();
  }

  /**
   * Starts processes at a steady rate.
   *
   * @param perSecond processes a second
   * @param duration for how long
   * @return the time from publishing the message to the job's arrival, in milliseconds
   */
  Latencies run(int perSecond, Duration duration) throws InterruptedException {
    int total = Math.toIntExact(perSecond * duration.toSeconds());
    Latencies latencies = new Latencies();
    CountDownLatch arrived = new CountDownLatch(total);
    try (JobWorker worker = worker(latencies, arrived)) {
      Pace pace = new Pace(perSecond);
      for (int i = 0; i < total; i++) {
        pace.await();
        publish();
      }
      if (!arrived.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            arrived.getCount() + " of " + total + " jobs of the bare engine never came.");
      }
      return latencies;
    }
  }

  private void publish() {
    String key = UUID.randomUUID().toString();
    publishedAt.put(key, System.nanoTime());
    send(key);
  }

  /** A busy engine refuses; the message's id makes repeating it safe, and the time runs on. */
  private void send(String key) {
    client
        .newPublishMessageCommand()
        .messageName(MESSAGE)
        .correlationKey(key)
        .messageId(key)
        .timeToLive(Duration.ofMinutes(1))
        .variables(Map.of("key", key))
        .send()
        .whenComplete(
            (published, refused) -> {
              if (refused != null && publishedAt.containsKey(key)) {
                AGAIN.execute(() -> send(key));
              }
            });
  }

  private JobWorker worker(Latencies latencies, CountDownLatch arrived) {
    return client
        .newWorker()
        .jobType(JOB)
        .handler((jobs, job) -> handle(jobs, job, latencies, arrived))
        .streamEnabled(true)
        .maxJobsActive(64)
        .timeout(Duration.ofSeconds(30))
        .open();
  }

  private void handle(
      JobClient jobs, ActivatedJob job, Latencies latencies, CountDownLatch arrived) {
    Long published = publishedAt.remove((String) job.getVariable("key"));
    if (published != null) {
      latencies.addNanos(System.nanoTime() - published);
      arrived.countDown();
    }
    jobs.newCompleteCommand(job).send();
  }

  private static BpmnModelInstance outer() {
    return Bpmn.createExecutableProcess("bare-outer")
        .startEvent()
        .message(message -> message.name(MESSAGE))
        .callActivity("CallMiddle")
        .zeebeProcessId("bare-middle")
        .endEvent()
        .done();
  }

  private static BpmnModelInstance middle() {
    return Bpmn.createExecutableProcess("bare-middle")
        .startEvent()
        .callActivity("CallInner")
        .zeebeProcessId("bare-inner")
        .endEvent()
        .done();
  }

  private static BpmnModelInstance inner() {
    return Bpmn.createExecutableProcess("bare-inner")
        .startEvent()
        .serviceTask("Job", task -> task.zeebeJobType(JOB))
        .endEvent()
        .done();
  }
}
