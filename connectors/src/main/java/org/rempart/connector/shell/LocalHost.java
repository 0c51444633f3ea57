package org.rempart.connector.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;

/** This machine, or a network namespace of it. */
public final class LocalHost implements CommandHost {

  private final List<String> prefix;

  /**
   * @param prefix words put before every command, for example {@code ip netns exec NAME} or {@code
   *     sudo -n}; may be empty
   */
  public LocalHost(List<String> prefix) {
    this.prefix = List.copyOf(prefix);
  }

  @Override
  public CommandResult run(List<String> command, Duration limit) {
    Process process = start(command, false);
    try {
      return result(process).get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new OutcomeUnknownException(command.getFirst() + " did not end in " + limit, e);
    } catch (ExecutionException e) {
      throw new OutcomeUnknownException(command.getFirst() + " could not be followed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutcomeUnknownException(command.getFirst() + " was interrupted", e);
    } finally {
      kill(process);
    }
  }

  /** Both streams are read to their ends, which what the command has left running may put off. */
  private static CompletableFuture<CommandResult> result(Process process) {
    var output = read(process.getInputStream());
    var error = read(process.getErrorStream());
    return process
        .onExit()
        .thenCombine(output, (ended, text) -> text)
        .thenCombine(error, (text, e) -> new CommandResult(process.exitValue(), text, e));
  }

  /** A read of a pipe holds its thread, and virtual threads share a few. */
  private static CompletableFuture<String> read(InputStream stream) {
    Executor own = Thread.ofPlatform().daemon().name("command-output")::start;
    return CompletableFuture.supplyAsync(() -> text(stream), own);
  }

  @Override
  public Conversation open(List<String> command) {
    return new Talk(start(command, true));
  }

  @Override
  public boolean sharesFiles() {
    return true;
  }

  @Override
  public String place() {
    return prefix.isEmpty() ? "localhost" : "localhost (" + String.join(" ", prefix) + ")";
  }

  @Override
  public void close() {}

  private Process start(List<String> command, boolean merge) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole).redirectErrorStream(merge);
    // Interactive tools keep a history of commands in the home directory: there is none here.
    builder.environment().put("HOME", "/nonexistent");
    builder.environment().put("LC_ALL", "C");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new ProductUnavailableException(whole.getFirst() + " can't be started", e);
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private record Talk(Process process) implements Conversation {

    @Override
    public OutputStream input() {
      return process.getOutputStream();
    }

    @Override
    public InputStream output() {
      return process.getInputStream();
    }

    @Override
    public boolean alive() {
      return process.isAlive();
    }

    @Override
    public void close() {
      kill(process);
    }
  }
}
