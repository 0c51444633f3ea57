package org.rempart.bench.contain;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.bench.stack.Practice;

/** Real nftables in a network namespace that is made for the bench and taken away after it. */
final class NamespaceFirewall implements Firewall {

  private final String namespace = "rempart-bench-" + ProcessHandle.current().pid();
  private final KernelWatch watch;

  NamespaceFirewall() throws IOException {
    run("ip", "netns", "add", namespace);
    this.watch = new KernelWatch(namespace);
  }

  /** Whether we may make a namespace and there is an {@code nft}. */
  static boolean possible() {
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
