package org.rempart.connector.linux;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Offer;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.ProcessAtHost;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.TargetKind;
import org.rempart.connector.shell.CommandResult;

/** Ends one process. */
final class Processes implements Skill {

  @Override
  public Offer offer() {
    return new Offer(Capability.KILL_PROCESS, TargetKind.PROCESS, Assurance.READABLE, false, 1);
  }

  @Override
  public String host(Order order) throws Refusal {
    return ProcessAtHost.of(order).host();
  }

  @Override
  public Outcome execute(Machine machine, Order order) throws Refusal {
    Optional<RunningProcess> process = find(machine, order);
    if (process.isEmpty()) {
      return new Outcome.Done(order.key(), Map.of(), order.target().value());
    }
    RunningProcess running = process.get();
    CommandResult exe = machine.read("readlink", "-n", "--", "/proc/" + running.pid() + "/exe");
    if (running.pid() == 1 || !exe.ok()) {
      throw new Refusal("KERNEL_PROCESS", running + " belongs to the system itself");
    }
    machine.change("kill", "-KILL", String.valueOf(running.pid()));
    Map<String, String> before =
        Map.of(
            "process", running.identity(),
            "user", running.user(),
            "command", running.command(),
            "executable", exe.output());
    return new Outcome.Done(order.key(), before, exe.output());
  }

  @Override
  public Proof verify(Machine machine, Order order) throws Refusal {
    Optional<RunningProcess> process = find(machine, order);
    String evidence =
        process.map(p -> p + " runs").orElse(ProcessAtHost.of(order).identity() + " doesn't run")
            + " on "
            + machine.host().name();
    Proof.Result result = process.isEmpty() ? Proof.Result.HOLDS : Proof.Result.ABSENT;
    return new Proof(order.key(), result, Instant.now(), evidence);
  }

  private static Optional<RunningProcess> find(Machine machine, Order order) throws Refusal {
    String identity = ProcessAtHost.of(order).identity();
    return RunningProcess.all(machine).stream()
        .filter(p -> p.identity().equals(identity))
        .findFirst();
  }
}
