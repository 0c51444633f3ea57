package org.rempart.connector.linux;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.rempart.connector.Assurance;
import org.rempart.connector.AtHost;
import org.rempart.connector.Capability;
import org.rempart.connector.Offer;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.TargetKind;
import org.rempart.connector.shell.CommandResult;

/** Ends the sessions of an account, with everything that runs in them. */
final class Sessions implements Skill {

  /** Below it are accounts that services run as: their processes are no sessions. */
  private static final long FIRST_PERSON = 1000;

  private static final int SHOWN = 20;

  private final LinuxSettings settings;

  Sessions(LinuxSettings settings) {
    this.settings = settings;
  }

  @Override
  public Offer offer() {
    return new Offer(Capability.END_SESSIONS, TargetKind.ACCOUNT, Assurance.READABLE, false, 1);
  }

  @Override
  public String host(Order order) throws Refusal {
    return AtHost.of(order).host();
  }

  @Override
  public Outcome execute(Machine machine, Order order) throws Refusal {
    String name = LocalAccount.name(order);
    long uid = uid(machine, name);
    if (name.equals(settings.user()) || uid < FIRST_PERSON) {
      String text = name + " is an account of services or of Rempart: end its processes one by one";
      throw new Refusal("SERVICE_ACCOUNT", text);
    }
    if (!running(machine, uid).isEmpty()) {
      CommandResult killed = machine.read("pkill", "-KILL", "-U", String.valueOf(uid));
      if (killed.code() > 1) {
        throw machine.complaint("pkill", killed);
      }
    }
    return new Outcome.Done(order.key(), Map.of(), order.target().value());
  }

  @Override
  public Proof verify(Machine machine, Order order) throws Refusal {
    String name = LocalAccount.name(order);
    List<RunningProcess> left = running(machine, uid(machine, name));
    String where = name + " on " + machine.host().name();
    String evidence =
        left.isEmpty()
            ? "no process of " + where
            : left.size() + " processes of " + where + ": " + RunningProcess.lines(left, SHOWN);
    Proof.Result result = left.isEmpty() ? Proof.Result.HOLDS : Proof.Result.ABSENT;
    return new Proof(order.key(), result, Instant.now(), evidence);
  }

  private static List<RunningProcess> running(Machine machine, long uid) throws Refusal {
    return RunningProcess.all(machine).stream().filter(p -> p.uid() == uid).toList();
  }

  private static long uid(Machine machine, String name) throws Refusal {
    CommandResult id = machine.read("id", "-u", "--", name);
    if (!id.ok()) {
      throw new Refusal("UNKNOWN_ACCOUNT", machine.host().name() + " knows no account " + name);
    }
    return Long.parseLong(id.output().strip());
  }
}
