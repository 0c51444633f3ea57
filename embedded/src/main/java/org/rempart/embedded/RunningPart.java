package org.rempart.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A part's process, started here or adopted from a supervisor before. */
public final class RunningPart {

  private static final int TAIL_LINES = 15;

  private final Part part;
  private final ProcessHandle process;
  private final Path log;

  private RunningPart(Part part, ProcessHandle process, Path log) {
    this.part = part;
    this.process = process;
    this.log = log;
  }

  /** Takes over a process that a supervisor before started for the same part. */
  public static RunningPart adopt(Part part, ProcessHandle process, Path log) {
    return new RunningPart(part, process, log);
  }

  /**
   * Starts a part in a session of its own, so that a Ctrl-C on the terminal reaches the supervisor
   * alone and parts end in order.
   *
   * @param log the file that its output is appended to
   */
  public static RunningPart start(Part part, Path log) {
    try {
      Files.createDirectories(log.getParent());
      ProcessBuilder command = part.command();
      command.command(OwnSession.of(command.command()));
      command.redirectErrorStream(true);
      command.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      command.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      return new RunningPart(part, command.start().toHandle(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("could not start " + part.name(), e);
    }
  }

  /**
   * Waits until the part is ready.
   *
   * @throws PartFailedException when it ends or its patience runs out first
   */
  public RunningPart awaitReady() {
    Instant deadline = Instant.now().plus(part.patience());
    while (!part.ready()) {
      if (!process.isAlive()) {
        throw failed("ended while starting");
      }
      if (Instant.now().isAfter(deadline)) {
        throw failed("was not ready after " + part.patience().toSeconds() + " s");
      }
      Pause.of(Duration.ofMillis(50));
    }
    return this;
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** When the process started, as the system tells; the epoch when it is gone. */
  public Instant startedAt() {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  /** What runs. */
  public Part part() {
    return part;
  }

  /** Whether the process is there. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Completes when the process ends. */
  public CompletableFuture<ProcessHandle> onExit() {
    return process.onExit();
  }

  /** Asks the process to end and waits; past the limit it is killed. */
  public void stop(Duration limit) {
    Signals.send(part.stopSignal(), pid());
    if (!endedWithin(limit)) {
      kill();
    }
  }

  /** {@code kill -9}, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    endedWithin(Duration.ofSeconds(10));
  }

  private boolean endedWithin(Duration limit) {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private PartFailedException failed(String how) {
    return new PartFailedException(
        "%s %s; the end of %s:%n%s".formatted(part.name(), how, log, String.join("\n", tail())));
  }

  private List<String> tail() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    } catch (IOException e) {
      return List.of("(no log: " + e.getMessage() + ")");
    }
  }
}
