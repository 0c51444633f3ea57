package org.rempart.connector.linux;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.IpNetwork;
import org.rempart.connector.Offer;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;
import org.rempart.connector.TargetKind;
import org.rempart.connector.nftables.Mark;
import org.rempart.connector.probe.Probe;
import org.rempart.connector.shell.CommandResult;

/** Cuts a host off from everybody but its managers, by an nftables table of our own. */
final class Isolation implements Skill {

  private final LinuxSettings settings;
  private final Probe probe;

  Isolation(LinuxSettings settings, Probe probe) {
    this.settings = settings;
    this.probe = probe;
  }

  @Override
  public Offer offer() {
    return new Offer(Capability.ISOLATE_HOST, TargetKind.HOST, Assurance.KEYED, true, 1);
  }

  @Override
  public String host(Order order) {
    return order.target().value();
  }

  @Override
  public Outcome execute(Machine machine, Order order) throws Refusal {
    Optional<IsolationTable> before = table(machine);
    if (before.isPresent() && !before.get().ours()) {
      String text = machine.host().name() + " has a table " + place() + " that is not ours";
      throw new Refusal("FOREIGN_TABLE", text);
    }
    if (before.isEmpty() || !stands(before.get(), order)) {
      SeenFrom us = machine.seenFrom();
      List<IpNetwork> managers =
          Stream.concat(
                  Stream.of(new IpNetwork(us.address(), us.address().bits())),
                  settings.managers().stream())
              .distinct()
              .toList();
      machine.change("nft", IsolationTable.commands(managers, us.port(), order.key()));
    }
    return new Outcome.Done(order.key(), Map.of(), place());
  }

  @Override
  public Proof verify(Machine machine, Order order) throws Refusal {
    Optional<IsolationTable> table = table(machine);
    String name = machine.host().name();
    if (table.isEmpty() || !table.get().ours()) {
      return proof(order, Proof.Result.ABSENT, name + " has no table " + place() + " of ours");
    }
    if (!table.get().complete()) {
      String text = "the rules of " + place() + " on " + name + " are not whole";
      return proof(order, Proof.Result.ABSENT, text);
    }
    String rules =
        "%s on %s drops everything but the managers' SSH (%s)"
            .formatted(place(), name, table.get().marks());
    return switch (probe.ask(machine.host().address(), settings.probePort())) {
      case SPOKE ->
          proof(order, Proof.Result.ABSENT, rules + ", and yet " + tried() + " was answered");
      case SILENT -> proof(order, Proof.Result.HOLDS, rules + "; " + tried() + " met silence");
      case UNTRIED ->
          proof(order, Proof.Result.HOLDS, rules + "; " + tried() + " could not be tried");
    };
  }

  @Override
  public Outcome revert(Machine machine, Reversal reversal) throws Refusal {
    Optional<IsolationTable> table = table(machine);
    if (table.isPresent() && table.get().ours()) {
      machine.change("nft", "delete", "table", "inet", IsolationTable.NAME);
    }
    return new Outcome.Done(reversal.order().key(), Map.of(), place());
  }

  private static Optional<IsolationTable> table(Machine machine) throws Refusal {
    CommandResult list = machine.read("nft", "-j", "list", "table", "inet", IsolationTable.NAME);
    if (!list.ok() && list.error().contains("No such file or directory")) {
      return Optional.empty();
    }
    if (!list.ok()) {
      throw machine.complaint("nft", list);
    }
    return Optional.of(IsolationTable.parse(list.output()));
  }

  private static boolean stands(IsolationTable table, Order order) {
    return table.complete() && table.marks().equals(Mark.of(order.key()));
  }

  private String tried() {
    return "a connection from here to port " + settings.probePort();
  }

  private static String place() {
    return "inet " + IsolationTable.NAME;
  }

  private static Proof proof(Order order, Proof.Result result, String evidence) {
    return new Proof(order.key(), result, Instant.now(), evidence);
  }
}
