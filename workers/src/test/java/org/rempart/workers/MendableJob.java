package org.rempart.workers;

import java.util.List;
import org.rempart.workers.job.Job;
import org.rempart.workers.job.JobResult;
import org.rempart.workers.job.JobWork;

/** A job of the test's drawings that fails until somebody mends it. */
class MendableJob implements JobWork {

  volatile boolean broken = true;

  @Override
  public String type() {
    return "test.mend";
  }

  @Override
  public List<String> variables() {
    return List.of("incidentId");
  }

  @Override
  public JobResult handle(Job job) {
    if (broken) {
      throw new IllegalStateException("broken until mended");
    }
    return JobResult.done();
  }
}
