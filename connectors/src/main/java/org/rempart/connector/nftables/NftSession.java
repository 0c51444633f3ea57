package org.rempart.connector.nftables;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.shell.CommandHost;
import org.rempart.connector.shell.Conversation;

/**
 * One long-lived {@code nft -i}: a question costs 0.3 ms where a new process costs 5 ms.
 *
 * <p>nft marks no end of an answer and is silent when a write succeeds. So every question is
 * followed by a word that is no command and has never been said before; nft complains about it in
 * two lines, the word itself and a line of carets under it. Those two lines together are the end.
 * (The word alone is not: some builds echo what they read.)
 */
final class NftSession implements AutoCloseable {

  /** nft keeps every line in its history: a new process now and then bounds its memory. */
  private static final int QUESTIONS_PER_PROCESS = 500;

  /** nft reads what is said to it one character at a time; a file it reads at once. */
  private static final int LONG = 4_096;

  private static final String EOF = "\0EOF";

  private final CommandHost host;
  private final List<String> command;
  private final Duration limit;
  private final ReentrantLock turn = new ReentrantLock(true);
  private @Nullable Conversation talk;
  private BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private int questions;

  /**
   * @param command nft with its options, {@code -i} among them
   */
  NftSession(CommandHost host, List<String> command, Duration limit) {
    this.host = host;
    this.command = command;
    this.limit = limit;
  }

  /**
   * Says one line and returns all that nft answers, its errors included; empty when it has nothing
   * to say.
   *
   * @param line one or more nft commands separated by semicolons: they take effect together or not
   *     at all
   * @throws ProductUnavailableException when nft can't be started
   * @throws OutcomeUnknownException when nft died or fell silent after the line was said
   */
  String ask(String line) {
    turn.lock();
    try {
      return line.length() > LONG && host.sharesFiles() ? askByFile(line) : say(line);
    } finally {
      turn.unlock();
    }
  }

  /** The same in a file that nft is told to read; as one line where it can't read ours. */
  private String askByFile(String line) {
    Script script = Script.written(line).orElse(null);
    if (script == null) {
      return say(line);
    }
    try (script) {
      String answer = say(script.include());
      return script.unread(answer) ? say(line) : script.own(answer);
    }
  }

  private String say(String line) {
    try {
      Conversation current = ready();
      String end = "end_" + Long.toHexString(System.nanoTime()) + "_" + questions++;
      current.input().write((line + "\n" + end + "\n").getBytes(StandardCharsets.UTF_8));
      current.input().flush();
      return answer(end);
    } catch (IOException e) {
      drop();
      throw new OutcomeUnknownException("nft on " + host.place() + " hung up", e);
    } catch (OutcomeUnknownException e) {
      drop();
      throw e;
    }
  }

  @Override
  public void close() {
    turn.lock();
    try {
      drop();
    } finally {
      turn.unlock();
    }
  }

  private Conversation ready() {
    if (talk == null || !talk.alive() || questions >= QUESTIONS_PER_PROCESS) {
      drop();
      Conversation opened = host.open(command);
      BlockingQueue<String> lines = new LinkedBlockingQueue<>();
      // A read of a pipe holds its thread for as long as the session stands open; virtual threads
      // share a few, and sessions at some firewalls would stop the whole application.
      Thread.ofPlatform().daemon().name("nft-answers").start(() -> listen(opened, lines));
      talk = opened;
      heard = lines;
    }
    return talk;
  }

  private void drop() {
    if (talk != null) {
      talk.close();
    }
    talk = null;
    questions = 0;
  }

  private String answer(String end) {
    StringBuilder answer = new StringBuilder();
    long deadline = System.nanoTime() + limit.toNanos();
    boolean wordSeen = false;
    while (true) {
      String line = next(deadline);
      if (wordSeen && line.matches(" *\\^+ *")) {
        return answer.toString();
      }
      wordSeen = line.equals(end);
      if (!line.contains(end) && !line.startsWith("Error: syntax error, unexpected newline")) {
        answer.append(line).append('\n');
      }
    }
  }

  private String next(long deadline) {
    try {
      String line = heard.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new OutcomeUnknownException(
            "nft on " + host.place() + " gave no answer in " + limit, null);
      }
      if (line.equals(EOF)) {
        throw new OutcomeUnknownException("nft on " + host.place() + " ended in between", null);
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutcomeUnknownException("waiting for nft was interrupted", e);
    }
  }

  private static void listen(Conversation talk, BlockingQueue<String> lines) {
    try (var reader =
        new BufferedReader(new InputStreamReader(talk.output(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // The process is gone; the end below says so to whoever waits.
    }
    lines.add(EOF);
  }
}
