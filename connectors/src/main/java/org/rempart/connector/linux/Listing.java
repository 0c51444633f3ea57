package org.rempart.connector.linux;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Offer;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.TargetKind;

/** Reads something of a host; what was read is the proof's evidence, and nothing changes. */
final class Listing implements Skill {

  private static final int SHOWN = 200;

  private final Capability capability;
  private final Reading reading;

  private Listing(Capability capability, Reading reading) {
    this.capability = capability;
    this.reading = reading;
  }

  /** What is read. */
  private interface Reading {
    List<String> lines(Machine machine) throws Refusal;
  }

  /** Every process by its identity, account and program. */
  static Listing processes() {
    return new Listing(
        Capability.LIST_PROCESSES,
        machine -> RunningProcess.all(machine).stream().map(RunningProcess::toString).toList());
  }

  /** Who is logged in: what was registered as a login, and every session of the SSH server. */
  static Listing logins() {
    return new Listing(
        Capability.LIST_LOGINS,
        machine ->
            Stream.concat(
                    machine.read("who").output().lines(),
                    machine
                        .read("ps", "-e", "-o", "lstart,args")
                        .output()
                        .lines()
                        .filter(line -> line.matches(".* sshd(-session)?: \\S+@\\S+.*")))
                .toList());
  }

  @Override
  public Offer offer() {
    return new Offer(capability, TargetKind.HOST, Assurance.READABLE, false, 1);
  }

  @Override
  public String host(Order order) {
    return order.target().value();
  }

  /** There is nothing to do before reading; see {@link #verify}. */
  @Override
  public Outcome execute(Machine machine, Order order) {
    return new Outcome.Done(order.key(), Map.of(), machine.host().name());
  }

  @Override
  public Proof verify(Machine machine, Order order) throws Refusal {
    List<String> lines = reading.lines(machine);
    Instant readAt = Instant.now();
    String head = "%d on %s, read %s".formatted(lines.size(), machine.host().name(), readAt);
    String shown = lines.stream().limit(SHOWN).collect(Collectors.joining("\n"));
    return new Proof(order.key(), Proof.Result.HOLDS, readAt, head + "\n" + shown);
  }
}
