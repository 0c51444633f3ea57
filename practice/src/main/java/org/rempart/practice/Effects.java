package org.rempart.practice;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets things happen at once or later, as real products do. */
public final class Effects implements AutoCloseable {

  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  /** Runs the effect after the time, or now when it is zero. */
  public void after(Duration time, Runnable effect) {
    if (time.isZero()) {
      effect.run();
    } else {
      later.schedule(effect, time.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    later.shutdownNow();
  }
}
