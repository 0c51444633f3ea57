package org.rempart.workers.job;

import java.time.Duration;
import java.util.List;

/**
 * The work of one job type. Thin: binds variables, calls core, names outputs. A job may be
 * delivered more than once, so what it calls must be idempotent.
 */
public interface JobWork {

  /** The job type, for example {@code rempart.claim}. */
  String type();

  /** Names of the process variables that it reads. */
  List<String> variables();

  /**
   * After this time without an answer the engine gives the job out again; so long a job stands
   * still when the application dies with it.
   */
  default Duration timeout() {
    return Duration.ofSeconds(20);
  }

  /** What becomes of the job when its last try fails. */
  default LastTry lastTry() {
    return LastTry.THROW;
  }

  /** Does the work. Whatever it throws counts as a technical failure and is tried again. */
  JobResult handle(Job job);

  /** Ends of a job that failed again and again; none leaves it without retries. */
  enum LastTry {
    /** Completed with {@code outcome=FAILED}; the drawing leads to a person. */
    OUTCOME_FAILED,
    /** BPMN error {@code ACTION_FAILED}. */
    THROW,
    /** Tried again without end, as a person's step waits for a person anyway. */
    AGAIN
  }
}
