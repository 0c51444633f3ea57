package org.rempart.workers.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.core.playbook.PackedLibrary;
import org.rempart.core.playbook.PlaybookLibrary;
import org.rempart.embedded.BrokerPart;
import org.rempart.embedded.BrokerPorts;
import org.rempart.embedded.Layout;
import org.rempart.embedded.PartMissingException;
import org.rempart.embedded.RunningPart;

/**
 * Deploys the very same files on real brokers and takes every case through them that needs neither
 * a long wait nor the engine's clock moved. A broker that is not laid out is skipped.
 */
@Tag("brokers")
class BrokersIT {

  /** Elements behind timers that a test can't wait for. */
  private static final Set<String> SLOW =
      Set.of(
          "BoundaryEvent_NoAnswer",
          "CatchEvent_StillAway",
          "CatchEvent_Settling",
          "UserTask_CheckByHand");

  private static final PlaybookLibrary LIBRARY = PackedLibrary.packed();

  private volatile @Nullable RealRun running;

  @ParameterizedTest(name = "broker {0}")
  @ValueSource(strings = {"8.5.8", "8.6.0"})
  void takesEveryQuickCaseToItsEnd(String version, @TempDir Path folder) {
    BrokerPart part = new BrokerPart(home(version), folder, BrokerPorts.free(), null);
    RunningPart broker = RunningPart.start(part, folder.resolve("broker.log"));
    try {
      broker.awaitReady();
      try (CamundaClient client = client(part)) {
        deploy(client);
        List<PathCase> cases = cases();
        assertThat(cases.stream().map(PathCase::process).distinct()).hasSize(7);
        work(client);
        for (PathCase way : cases) {
          running = new RealRun(client, way);
          running.toItsEnd();
        }
        System.out.printf("Broker %s: %d cases of 7 drawings ran.%n", version, cases.size());
      }
    } finally {
      broker.stop(Duration.ofSeconds(20));
    }
  }

  /**
   * Which call a response belongs to is not told to a worker, so cases that need it are left out.
   */
  private static List<PathCase> cases() {
    return PathCase.all().stream()
        .filter(way -> way.path().stream().noneMatch(SLOW::contains))
        .filter(way -> way.responses().isEmpty() || way.process().equals("respond-v1"))
        .toList();
  }

  private static Path home(String version) {
    try {
      return Layout.find().broker(version);
    } catch (PartMissingException missing) {
      return abort(
          "Broker %1$s is not laid out: mvn -pl embedded -am process-classes -Dzeebe-broker.version=%1$s"
              .formatted(version));
    }
  }

  private static CamundaClient client(BrokerPart part) {
    return CamundaClient.newClientBuilder()
        .grpcAddress(part.grpcAddress())
        .preferRestOverGrpc(false)
        .build();
  }

  /** One set of workers for all cases: a closed one's last request would swallow a job. */
  private void work(CamundaClient client) {
    Stream.concat(DrawingLintTest.JOBS.stream(), Stream.of("io.camunda.zeebe:userTask"))
        .forEach(
            type ->
                client
                    .newWorker()
                    .jobType(type)
                    .handler(this::answer)
                    .timeout(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(20))
                    .open());
  }

  private void answer(JobClient jobs, ActivatedJob job) {
    RealRun run = running;
    if (run != null && run.incidentId().equals(job.getVariablesAsMap().get("incidentId"))) {
      run.answer(jobs, job);
    }
  }

  private static void deploy(CamundaClient client) {
    LIBRARY
        .drawings()
        .forEach(
            drawing ->
                client
                    .newDeployResourceCommand()
                    .addResourceStringUtf8(drawing.bpmn(), drawing.resourceName())
                    .send()
                    .join());
  }
}
