package org.rempart.bench.firewall;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The least that a burst can cost: one persistent {@code nft -i} puts all addresses into a set of
 * its own and lists it. Nothing of Rempart is in it; the elements are as long as Rempart's.
 */
public final class BareNft implements AutoCloseable {

  private static final String TABLE = "bare";
  private static final String COMMENT = "bare:" + "0".repeat(67);
  private static final Pattern ELEMENT = Pattern.compile(COMMENT);

  private final Process process;
  private final Writer input;
  private final BufferedReader output;
  private int questions;

  /**
   * Starts the session and makes the set.
   *
   * @param namespace network namespace in which it is made; a table without hooks, so that nothing
   *     is dropped by it
   */
  public BareNft(String namespace) throws IOException {
    this.process =
        new ProcessBuilder("ip", "netns", "exec", namespace, "nft", "-i")
            .redirectErrorStream(true)
            .start();
    this.input = process.outputWriter();
    this.output = process.inputReader();
    ask("add table inet " + TABLE);
    ask("add set inet " + TABLE + " blocked4 { type ipv4_addr; flags timeout; }");
  }

  /**
   * Adds all addresses in one command and lists the set.
   *
   * @throws IllegalStateException when the set does not hold just them
   */
  public Times run(Collection<String> addresses) throws IOException {
    ask("flush set inet " + TABLE + " blocked4");
    String elements =
        addresses.stream()
            .map(a -> a + " timeout 86400s comment \"" + COMMENT + "\"")
            .collect(Collectors.joining(", "));
    long begun = System.nanoTime();
    ask("add element inet " + TABLE + " blocked4 { " + elements + " }");
    long written = System.nanoTime();
    String list = ask("list set inet " + TABLE + " blocked4");
    long read = System.nanoTime();
    long held = ELEMENT.matcher(list).results().count();
    if (held != addresses.size()) {
      throw new IllegalStateException("the bare set holds " + held + " of " + addresses.size());
    }
    return new Times(Duration.ofNanos(written - begun), Duration.ofNanos(read - written));
  }

  /** A word that is no command ends each answer: nft complains about it, and marks it by carets. */
  private String ask(String line) throws IOException {
    String end = "end_" + questions++;
    input.write(line + "\n" + end + "\n");
    input.flush();
    StringBuilder answer = new StringBuilder();
    boolean ended = false;
    for (String said = output.readLine(); said != null; said = output.readLine()) {
      if (ended && said.matches(" *\\^+ *")) {
        return answer.toString();
      }
      ended = said.equals(end);
      answer.append(said).append('\n');
    }
    throw new IOException("nft ended: " + answer);
  }

  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      process.destroy();
    }
  }

  /**
   * How long it took.
   *
   * @param write until nft had the kernel's yes
   * @param read until the set was listed
   */
  public record Times(Duration write, Duration read) {}
}
