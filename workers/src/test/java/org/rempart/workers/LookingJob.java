package org.rempart.workers;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.rempart.workers.job.Job;
import org.rempart.workers.job.JobResult;
import org.rempart.workers.job.JobWork;

/** A job of the test's drawings that looks at every variable in its scope. */
class LookingJob implements JobWork {

  final Queue<Map<String, Object>> seen = new ConcurrentLinkedQueue<>();

  @Override
  public String type() {
    return "test.look";
  }

  /** None named: the engine sends all. */
  @Override
  public List<String> variables() {
    return List.of();
  }

  @Override
  public JobResult handle(Job job) {
    seen.add(job.variables());
    return JobResult.done();
  }
}
