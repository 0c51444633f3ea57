package org.rempart.bench.firewall;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rempart.bench.stack.Practice;

/** Real nftables in a network namespace that is made for the bench and taken away after it. */
public final class NamespaceFirewall implements Firewall {

  private final String namespace = "rempart-bench-" + ProcessHandle.current().pid();
  private final KernelWatch watch;

  /** Makes the namespace. */
  public NamespaceFirewall() throws IOException {
    run("ip", "netns", "add", namespace);
    // A bench that is broken off leaves nothing behind.
    Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
    this.watch = new KernelWatch(namespace);
  }

  /** Whether we may make a namespace and there is an {@code nft}. */
  public static boolean possible() {
    return "root".equals(System.getProperty("user.name"))
        && succeeds("nft", "--version")
        && succeeds("ip", "netns", "list");
  }

  @Override
  public String description() {
    return "real nftables in network namespace "
        + namespace
        + "; blocks timed by the kernel's own notices";
  }

  @Override
  public Map<String, Object> settings(Practice practice) {
    return Map.of(
        "id",
        "bench-nft",
        "type",
        "nftables",
        "options",
        Map.of("prefix", "ip netns exec " + namespace));
  }

  /** The namespace's name. */
  public String namespace() {
    return namespace;
  }

  /** The addresses that the kernel's sets of Rempart's table hold now. */
  public Set<String> blocked() throws IOException {
    Set<String> held = new HashSet<>();
    for (String set : List.of("blocked4", "blocked6")) {
      held.addAll(KernelSet.read(namespace, "rempart", set));
    }
    return held;
  }

  /** When the last of the addresses came to be blocked, or {@code null} when one is not. */
  public @Nullable Instant allBlockedAt(Collection<String> addresses) {
    return watch.allAddedAt(addresses);
  }

  @Override
  public @Nullable Instant blockedAt(String address) {
    return watch.addedAt(address);
  }

  @Override
  public List<String> doubled() {
    return watch.doubled();
  }

  @Override
  public void close() {
    watch.close();
    remove();
  }

  private void remove() {
    succeeds("ip", "netns", "delete", namespace);
  }

  private static void run(String... command) {
    if (!succeeds(command)) {
      throw new IllegalStateException("failed: " + String.join(" ", command));
    }
  }

  private static boolean succeeds(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
