package org.rempart.workers.job;

import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import io.camunda.client.api.worker.JobWorker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import org.rempart.workers.EngineConnection;
import org.rempart.workers.EngineReturn;
import org.rempart.workers.EngineSettings;
import org.slf4j.MDC;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Opens one worker per job type, with streaming, and polling for what no stream brought. Handlers
 * run on the connection's own threads, of which there are so many and no more.
 */
@Component
@Order(2)
class JobWorkers implements EngineReturn {

  private final EngineConnection connection;
  private final EngineSettings settings;
  private final List<JobWork> works;
  private final JobSettling settling;
  private final MeterRegistry meters;
  private final List<JobWorker> open = new ArrayList<>();

  JobWorkers(
      EngineConnection connection,
      EngineSettings settings,
      List<JobWork> works,
      JobSettling settling,
      MeterRegistry meters) {
    this.connection = connection;
    this.settings = settings;
    this.works = works;
    this.settling = settling;
    this.meters = meters;
  }

  /** Opens the workers at the first sight of the engine; later they find their way back alone. */
  @Override
  public synchronized void engineReturned() {
    if (open.isEmpty()) {
      works.forEach(work -> open.add(open(work)));
    }
  }

  private JobWorker open(JobWork work) {
    return connection
        .client()
        .newWorker()
        .jobType(work.type())
        .handler((client, job) -> handle(work, client, job))
        .timeout(settings.within(work.timeout()))
        .maxJobsActive(settings.maxJobsActive())
        .pollInterval(settings.pollInterval())
        .fetchVariables(work.variables())
        .streamEnabled(true)
        .open();
  }

  private void handle(JobWork work, JobClient client, ActivatedJob activated) {
    var clock = Timer.start(meters);
    var job = Job.of(activated);
    String came;
    try (var incident = MDC.putCloseable("incident", job.text("incidentId").orElse(""))) {
      settling.settle(client, job, work.handle(job));
      came = "done";
    } catch (RuntimeException failure) {
      settling.fail(client, job, work, failure);
      came = "failed";
    }
    clock.stop(meters.timer("rempart.jobs", "type", work.type(), "outcome", came));
  }

  @PreDestroy
  void close() {
    open.forEach(JobWorker::close);
  }
}
