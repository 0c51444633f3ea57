package org.rempart.connector.linux;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.rempart.connector.ConnectorException;
import org.rempart.connector.Health;
import org.rempart.connector.shell.CommandResult;
import org.rempart.connector.shell.LoginRefusedException;

/** Health of a group of hosts: as good as the worst of them. */
final class Checkup {

  /** The contract gives ten seconds for all. */
  private static final long SECONDS = 9;

  private final List<Machine> machines;

  Checkup(List<Machine> machines) {
    this.machines = machines;
  }

  Health health() {
    long start = System.nanoTime();
    // Not closed: closing would wait for a host that gives no answer.
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    List<Health> all =
        machines.stream()
            .map(
                m ->
                    CompletableFuture.supplyAsync(() -> check(m), threads)
                        .completeOnTimeout(away(m.host().name()), SECONDS, TimeUnit.SECONDS))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    threads.shutdown();
    Optional<Health> worst = all.stream().filter(h -> !h.good()).findFirst();
    String good = machines.size() + " hosts; " + all.getFirst().detail();
    return new Health(
        all.stream().allMatch(Health::reachable),
        all.stream().allMatch(Health::authenticated),
        all.stream().allMatch(Health::authorised),
        since(start),
        worst.map(Health::detail).orElse(good));
  }

  private static Health check(Machine machine) {
    long start = System.nanoTime();
    String name = machine.host().name() + ": ";
    try {
      CommandResult version = machine.read("nft", "--version");
      CommandResult rights =
          machine.read("nft", "--check", "add", "table", "inet", IsolationTable.NAME);
      CommandResult id = machine.read("id", "-u");
      boolean root = id.output().strip().equals("0");
      String detail = !rights.ok() ? "nft says: " + rights.complaint() : version.output().strip();
      String told = root ? detail : "commands don't run as root: set prefix to sudo -n";
      return new Health(true, true, root && rights.ok(), since(start), name + told);
    } catch (ConnectorException e) {
      boolean reachable = e.getCause() instanceof LoginRefusedException;
      return new Health(reachable, false, false, since(start), name + e.getMessage());
    }
  }

  private static Health away(String name) {
    Duration waited = Duration.ofSeconds(SECONDS);
    return new Health(false, false, false, waited, name + " gave no answer in " + waited);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
