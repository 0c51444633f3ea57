package org.rempart.workers.job;

import java.time.Duration;
import java.util.Map;

/** What a job came to. */
public sealed interface JobResult {

  /**
   * Done.
   *
   * @param outputs variables for the process: ids and small outcomes only
   */
  record Done(Map<String, Object> outputs) implements JobResult {}

  /** Left open: a person will complete it. */
  record Left() implements JobResult {}

  /**
   * Not yet: the same job comes again.
   *
   * @param pause after how long
   * @param why for who looks at the engine
   */
  record Later(Duration pause, String why) implements JobResult {}

  /** Done, with these outputs. */
  static JobResult done(Map<String, Object> outputs) {
    return new Done(outputs);
  }

  /** Done, with nothing to say. */
  static JobResult done() {
    return new Done(Map.of());
  }
}
