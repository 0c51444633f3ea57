package org.rempart.connector.wazuh;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rempart.connector.Order;
import org.rempart.connector.ProcessAtHost;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import tools.jackson.databind.JsonNode;

/** Reads back from the inventory what the manager itself never tells. */
final class Evidence {

  /** Interface that the isolation script makes when its rules stand. */
  static final String MARK = "rempart-iso";

  private static final int PROCESSES_SHOWN = 200;

  private final WazuhApi api;

  Evidence(WazuhApi api) {
    this.api = api;
  }

  /** The account's row, if this version keeps accounts (from 4.13 on). */
  Optional<JsonNode> account(Agent agent, String name) throws Refusal {
    return users(agent).items().stream().filter(row -> isCalled(row, name)).findFirst();
  }

  /** Whether the agent's accounts are in the inventory at all. */
  boolean knowsAccounts(Agent agent) throws Refusal {
    return !users(agent).items().isEmpty();
  }

  Finding locked(Agent agent, String name, Predicate<Inventory> answers) throws Refusal {
    Optional<JsonNode> row = account(agent, name);
    if (row.isEmpty()) {
      return unknown("the inventory of " + agent.name() + " has no account " + name);
    }
    boolean fresh = answers.test(new Inventory(List.of(row.get())));
    String status = status(row.get());
    return Finding.weigh(
        status.equals("locked"), fresh, name + " on " + agent.name() + " is " + status);
  }

  Finding sessionsEnded(Agent agent, String name, Predicate<Inventory> answers) throws Refusal {
    // The look's time first: what is read of the processes after it is of this look or a newer one.
    boolean fresh = answers.test(processes(agent));
    Optional<Inventory> real = api.processes(agent, "ruser", name);
    Optional<Inventory> effective = api.processes(agent, "euser", name);
    if (real.isEmpty() || effective.isEmpty()) {
      return unknown("Wazuh doesn't tell what runs as " + name + " on " + agent.name());
    }
    long left =
        Stream.concat(rows(real.get()), rows(effective.get()))
            .filter(p -> p.runsAs(name))
            .map(ProcessRow::identity)
            .distinct()
            .count();
    String evidence = left + " processes of " + name + " on " + agent.name();
    // None seen in an old inventory proves nothing either.
    return Finding.weigh(left == 0 && fresh, fresh, evidence);
  }

  Finding killed(Agent agent, ProcessAtHost process, Predicate<Inventory> answers) throws Refusal {
    boolean fresh = answers.test(processes(agent));
    Optional<Inventory> ofNumber = api.processes(agent, "pid", String.valueOf(process.pid()));
    if (ofNumber.isEmpty()) {
      return unknown("Wazuh doesn't tell what process " + process.pid() + " is");
    }
    return gone(agent, process, ofNumber.get(), fresh);
  }

  private static Finding gone(
      Agent agent, ProcessAtHost process, Inventory ofNumber, boolean fresh) {
    List<ProcessRow> alive = rows(ofNumber).filter(p -> !p.ended()).toList();
    if (alive.stream().anyMatch(p -> p.is(process))) {
      return Finding.weigh(false, fresh, process.identity() + " runs on " + agent.name());
    }
    if (!alive.stream().allMatch(p -> p.succeeds(process))) {
      String listed = alive.stream().map(ProcessRow::identity).collect(Collectors.joining(", "));
      return unknown(agent.name() + " runs " + listed + ", not " + process.identity());
    }
    String evidence = process.identity() + " doesn't run on " + agent.name();
    return Finding.weigh(fresh, fresh, evidence);
  }

  Finding isolated(Agent agent, Predicate<Inventory> answers) throws Refusal {
    Optional<Inventory> interfaces = api.inventory(agent, "netiface");
    if (interfaces.isEmpty()) {
      return unknown("this Wazuh lists no interfaces");
    }
    boolean marked =
        interfaces.get().items().stream().anyMatch(i -> i.path("name").asString("").equals(MARK));
    String evidence = agent.name() + (marked ? " shows " : " doesn't show ") + "interface " + MARK;
    return Finding.weigh(marked, answers.test(interfaces.get()), evidence);
  }

  /** What runs on the agent, one process a line. */
  Finding listed(Agent agent) throws Refusal {
    Inventory processes = processes(agent);
    String when = processes.newest().map(Instant::toString).orElse("never");
    String lines =
        rows(processes)
            .limit(PROCESSES_SHOWN)
            .map(ProcessRow::toString)
            .collect(Collectors.joining("\n"));
    String head = processes.items().size() + " processes on " + agent.name() + ", read " + when;
    return new Finding(
        processes.items().isEmpty() ? Proof.Result.UNKNOWN : Proof.Result.HOLDS,
        head + "\n" + lines);
  }

  static String status(JsonNode account) {
    return account.path("user").path("password_status").asString("unknown");
  }

  /** When what runs on the agent was looked at last, by its clock; empty if never. */
  Optional<Instant> lookedAt(Agent agent) throws Refusal {
    return processes(agent).newest();
  }

  private Inventory users(Agent agent) throws Refusal {
    return api.inventory(agent, "users").orElse(new Inventory(List.of()));
  }

  private Inventory processes(Agent agent) throws Refusal {
    return api.inventory(agent, "processes").orElse(new Inventory(List.of()));
  }

  private static boolean isCalled(JsonNode row, String name) {
    return row.path("user").path("name").asString("").equals(name);
  }

  private static Stream<ProcessRow> rows(Inventory processes) {
    return processes.items().stream().map(ProcessRow::new);
  }

  private static Finding unknown(String evidence) {
    return new Finding(Proof.Result.UNKNOWN, evidence);
  }

  /**
   * Proof of an order by what fits its capability.
   *
   * @param answers whether a look at the agent came after the order
   */
  Proof of(Order order, Agent agent, Predicate<Inventory> answers) throws Refusal {
    Finding finding =
        switch (order.capability().id()) {
          case "identity.disable-account" -> locked(agent, Account.of(order).name(), answers);
          case "endpoint.end-session" -> sessionsEnded(agent, Account.of(order).name(), answers);
          case "endpoint.kill-process" -> killed(agent, ProcessAtHost.of(order), answers);
          case "endpoint.isolate" -> isolated(agent, answers);
          default -> listed(agent);
        };
    return finding.of(order);
  }
}
