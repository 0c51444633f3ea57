package org.rempart.embedded.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.rempart.embedded.Part;
import org.rempart.embedded.Pause;
import org.rempart.embedded.RunningPart;

/**
 * One part under supervision: whenever it ends without being told to, it is started again, after
 * pauses that grow.
 */
final class KeptPart {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** A part that ran this long was well: its next pause is the first one again. */
  private static final Duration WELL = Duration.ofMinutes(1);

  private final Part part;
  private final DataFolder folder;
  private final ProcessBook processes;
  private final Terminal terminal;
  private final CompletableFuture<RunningPart> firstReady = new CompletableFuture<>();
  private @Nullable RunningPart running;
  private boolean stopping;

  KeptPart(Part part, DataFolder folder, ProcessBook processes, Terminal terminal) {
    this.part = part;
    this.folder = folder;
    this.processes = processes;
    this.terminal = terminal;
  }

  String name() {
    return part.name();
  }

  /** Starts or adopts the part; completes when it is ready, fails when its first start does. */
  CompletableFuture<RunningPart> start() {
    Thread.ofVirtual().name("keep-" + part.name()).start(this::keep);
    return firstReady;
  }

  /** Ends the part and starts it no more. */
  void stop(Duration limit) {
    RunningPart last;
    synchronized (this) {
      stopping = true;
      last = running;
    }
    if (last != null && last.alive()) {
      Instant since = Instant.now();
      last.stop(limit);
      terminal.part(part.name(), "stopped", since);
    }
    processes.forget(part.name());
  }

  private void keep() {
    Duration pause = FIRST_PAUSE;
    while (true) {
      Instant since = Instant.now();
      try {
        RunningPart now = begin();
        if (now == null) {
          return;
        }
        firstReady.complete(now);
        now.onExit().join();
      } catch (RuntimeException e) {
        if (ending()) {
          return;
        }
        if (firstReady.completeExceptionally(e)) {
          return;
        }
        terminal.say("  " + e.getMessage());
      }
      if (ending()) {
        return;
      }
      boolean well = Duration.between(since, Instant.now()).compareTo(WELL) > 0;
      pause = well ? FIRST_PAUSE : pause;
      terminal.say(
          "  %-12s ended by itself; starts again in %d s"
              .formatted(part.name(), pause.toSeconds()));
      Pause.of(pause);
      pause = longer(pause);
    }
  }

  private @Nullable RunningPart begin() {
    Instant since = Instant.now();
    Optional<RunningPart> adopted = adopt();
    RunningPart now = adopted.isPresent() ? adopted.get() : launch();
    if (now == null) {
      return null;
    }
    now.awaitReady();
    terminal.part(part.name(), adopted.isPresent() ? "was running, taken over" : "ready", since);
    return now;
  }

  private synchronized @Nullable RunningPart launch() {
    if (stopping) {
      return null;
    }
    running = RunningPart.start(part, folder.log(part.name()));
    processes.note(running, Program.of(part));
    return running;
  }

  /**
   * A process left by a supervisor before is kept when it is the same program and works, and ended
   * otherwise.
   */
  private synchronized Optional<RunningPart> adopt() {
    Optional<RunningPart> left =
        processes
            .alive(part.name())
            .map(process -> RunningPart.adopt(part, process, folder.log(part.name())));
    if (left.isEmpty() || stopping) {
      return Optional.empty();
    }
    String before = processes.entry(part.name()).orElseThrow().program();
    if (before.equals(Program.of(part)) && part.ready()) {
      running = left.get();
      return left;
    }
    left.get().stop(Duration.ofSeconds(20));
    return Optional.empty();
  }

  private synchronized boolean ending() {
    return stopping;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }
}
