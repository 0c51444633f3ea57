package org.rempart.workers.relay;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rempart.core.incident.Outbox;
import org.rempart.core.incident.OutboxTopic;
import org.rempart.workers.EngineReturn;
import org.rempart.workers.EngineSettings;
import org.rempart.workers.EngineWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Carries outbox rows to the engine, many at a time. One thread takes and settles rows; sending is
 * asynchronous. Woken by each commit that leaves a row, and by the clock, as another instance may
 * have left one.
 */
@Component
@Order(3)
class EngineRelay implements EngineReturn {

  private static final Logger LOG = LoggerFactory.getLogger(EngineRelay.class);
  private static final long POLL_MILLIS = 500;
  private static final long PAUSE_AFTER_FAULT_MILLIS = 1_000;

  private final OutboxRows rows;
  private final EngineWatch watch;
  private final EngineCommands commands;
  private final int atMost;
  private final Semaphore woken = new Semaphore(0);
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Queue<Sent> answers = new ConcurrentLinkedQueue<>();
  private final Thread thread =
      Thread.ofPlatform().name("engine-relay").daemon().unstarted(this::run);
  private final MeterRegistry meters;
  private volatile boolean running = true;

  EngineRelay(
      OutboxRows rows,
      EngineWatch watch,
      EngineCommands commands,
      Outbox outbox,
      EngineSettings settings,
      MeterRegistry meters) {
    this.rows = rows;
    this.watch = watch;
    this.commands = commands;
    this.atMost = settings.publishing();
    this.meters = meters;
    outbox.onCommit(woken::release);
    meters.gauge("rempart.relay.in.flight", inFlight);
  }

  @Override
  public synchronized void engineReturned() {
    rows.hurry();
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    woken.release();
  }

  private void run() {
    while (running) {
      try {
        woken.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
        woken.drainPermits();
        settle();
        if (watch.state().up()) {
          sendWhatIsDue();
        }
      } catch (InterruptedException stopped) {
        return;
      } catch (RuntimeException fault) {
        LOG.warn("The relay could not use the outbox: {}", fault.getMessage());
        pause();
      }
    }
  }

  private void sendWhatIsDue() {
    var room = atMost - inFlight.get();
    while (running && room > 0) {
      var taken = rows.take(room);
      taken.forEach(this::send);
      if (taken.size() < room) {
        return;
      }
      settle();
      room = atMost - inFlight.get();
    }
  }

  private void send(OutboxRows.Row row) {
    inFlight.incrementAndGet();
    commands
        .send(row)
        .whenComplete(
            (nothing, failure) -> {
              answers.add(new Sent(row, failure));
              inFlight.decrementAndGet();
              woken.release();
            });
  }

  private void settle() {
    var done = new ArrayList<Long>();
    for (var sent = answers.poll(); sent != null; sent = answers.poll()) {
      var failure = sent.failure();
      meters
          .counter(
              "rempart.relay.rows",
              "topic",
              sent.row().topic(),
              "outcome",
              failure == null ? "sent" : "failed")
          .increment();
      if (failure != null) {
        LOG.warn(
            "{} for {} did not reach the engine: {}",
            sent.row().topic(),
            sent.row().key(),
            failure.getMessage());
        rows.putOff(sent.row().id(), Objects.toString(failure.getMessage(), failure.toString()));
      } else if (!sent.row().topic().equals(OutboxTopic.INCIDENT_OPENED)) {
        // An opened incident's row stays until its process claims it: the answer proves nothing.
        done.add(sent.row().id());
      }
    }
    if (!done.isEmpty()) {
      rows.delete(done);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_FAULT_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @PreDestroy
  void stop() {
    running = false;
    thread.interrupt();
  }

  private record Sent(OutboxRows.Row row, @Nullable Throwable failure) {}
}
