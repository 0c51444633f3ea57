package org.rempart.bench.firewall;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Watches the kernel's own notices ({@code nft monitor}) for addresses that enter a set of
 * Rempart's table: the time at which a block is real.
 */
final class KernelWatch implements AutoCloseable {

  private static final Pattern ADDED =
      Pattern.compile("^add element inet rempart \\S+ \\{ (.*)}\\s*$");
  private static final Pattern ADDRESS = Pattern.compile("\\b(\\d+\\.\\d+\\.\\d+\\.\\d+)\\b");

  private final Process monitor;
  private final Map<String, Instant> addedAt = new ConcurrentHashMap<>();
  private final Map<String, Integer> additions = new ConcurrentHashMap<>();

  /**
   * @param namespace the network namespace whose tables are watched
   */
  KernelWatch(String namespace) throws IOException {
    this.monitor =
        new ProcessBuilder("stdbuf", "-oL", "ip", "netns", "exec", namespace, "nft", "monitor")
            .redirectErrorStream(true)
            .start();
    Thread.ofPlatform().daemon().name("kernel-watch").start(this::read);
  }

  /** When the address first entered a set, or {@code null} if it has not. */
  @Nullable Instant addedAt(String address) {
    return addedAt.get(address);
  }

  /** When the last of the addresses had first entered a set, or {@code null} when one has not. */
  @Nullable Instant allAddedAt(Collection<String> addresses) {
    Instant last = Instant.MIN;
    for (String address : addresses) {
      Instant at = addedAt.get(address);
      if (at == null) {
        return null;
      }
      last = at.isAfter(last) ? at : last;
    }
    return last;
  }

  /** Addresses that entered more than once. */
  List<String> doubled() {
    List<String> doubled = new ArrayList<>();
    additions.forEach(
        (address, count) -> {
          if (count > 1) {
            doubled.add(address);
          }
        });
    return doubled;
  }

  private void read() {
    try (BufferedReader lines = monitor.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        note(line, Instant.now());
      }
    } catch (IOException e) {
      // The monitor was ended by close().
    }
  }

  private void note(String line, Instant at) {
    Matcher added = ADDED.matcher(line);
    if (added.matches()) {
      Matcher address = ADDRESS.matcher(added.group(1));
      while (address.find()) {
        addedAt.putIfAbsent(address.group(1), at);
        additions.merge(address.group(1), 1, Integer::sum);
      }
    }
  }

  @Override
  public void close() {
    monitor.destroy();
  }
}
