package org.rempart.workers;

import java.time.Duration;
import org.rempart.core.task.TaskBoard;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Withdraws tasks whose process went another way: the engine hands a waiting step out each minute,
 * so one that it has not shown for three is gone. Only while the engine was there all that time.
 */
@Component
class UnseenTasks {

  private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);

  private final EngineWatch watch;
  private final TaskBoard board;

  UnseenTasks(EngineWatch watch, TaskBoard board) {
    this.watch = watch;
    this.board = board;
  }

  @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
  void withdraw() {
    if (watch.upFor(LONG_ENOUGH)) {
      board.withdrawUnseen(LONG_ENOUGH);
    }
  }
}
