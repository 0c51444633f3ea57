package org.rempart.embedded.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.rempart.embedded.Part;
import org.rempart.embedded.RunningPart;

/**
 * Keeps the parts of one data folder running, and ends them in the reverse order of their start.
 */
final class Supervisor implements AutoCloseable {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final DataFolder folder;
  private final ProcessBook processes;
  private final Terminal terminal;
  private final List<KeptPart> started = new ArrayList<>();
  private boolean closed;

  Supervisor(DataFolder folder, ProcessBook processes, Terminal terminal) {
    this.folder = folder;
    this.processes = processes;
    this.terminal = terminal;
  }

  /** Starts a part without waiting for it; it counts as started for the order of the end. */
  synchronized CompletableFuture<RunningPart> start(Part part) {
    if (closed) {
      return CompletableFuture.failedFuture(new IllegalStateException("Rempart ends"));
    }
    KeptPart kept = new KeptPart(part, folder, processes, terminal);
    started.add(kept);
    return kept.start();
  }

  /**
   * Waits until these parts are ready; throws what the first failed start threw, without waiting
   * for the others.
   */
  static void await(List<CompletableFuture<RunningPart>> starts) {
    CompletableFuture<Void> failure = new CompletableFuture<>();
    starts.forEach(
        start ->
            start.exceptionally(
                problem -> {
                  failure.completeExceptionally(problem);
                  return null;
                }));
    var all = CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new));
    try {
      CompletableFuture.anyOf(all, failure).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Ends every part; a second call does nothing. */
  @Override
  public void close() {
    List<KeptPart> parts;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      parts = List.copyOf(started).reversed();
    }
    parts.forEach(part -> part.stop(STOP_LIMIT));
  }
}
