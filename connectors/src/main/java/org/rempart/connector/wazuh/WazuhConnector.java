package org.rempart.connector.wazuh;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Health;
import org.rempart.connector.Offer;
import org.rempart.connector.OneByOne;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.ProcessAtHost;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;
import org.rempart.connector.TargetKind;
import tools.jackson.databind.JsonNode;

/**
 * Acts through active-response scripts. The manager's yes means no more than "sent", so what was
 * done is read from the agents' inventory, which follows at its own pace.
 */
public final class WazuhConnector implements Connector {

  private final WazuhSettings settings;
  private final WazuhApi api;
  private final Evidence evidence;
  private final Sent sent = new Sent();

  public WazuhConnector(WazuhSettings settings) {
    this.settings = settings;
    this.api = new WazuhApi(settings);
    this.evidence = new Evidence(api);
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public String product() {
    return "Wazuh 4.14 manager API";
  }

  @Override
  public boolean practice() {
    return settings.practice();
  }

  @Override
  public List<Offer> offers() {
    return List.of(
        offer(Capability.DISABLE_ACCOUNT, TargetKind.ACCOUNT, true),
        offer(Capability.END_SESSIONS, TargetKind.ACCOUNT, false),
        offer(Capability.KILL_PROCESS, TargetKind.PROCESS, false),
        offer(Capability.ISOLATE_HOST, TargetKind.HOST, true),
        offer(Capability.LIST_PROCESSES, TargetKind.HOST, false));
  }

  @Override
  public List<Outcome> execute(List<Order> batch) {
    return OneByOne.execute(
        batch,
        order ->
            switch (order.capability().id()) {
              case "identity.disable-account" -> disable(order);
              case "endpoint.end-session" -> endSessions(order);
              case "endpoint.kill-process" -> kill(order);
              case "endpoint.isolate" -> isolate(order);
              case "endpoint.list-processes" -> listed(order);
              default -> throw new Refusal("NOT_OFFERED", "Wazuh can't do " + order.capability());
            });
  }

  @Override
  public List<Proof> verify(List<Order> batch) {
    return OneByOne.verify(
        batch,
        order ->
            evidence.of(order, agent(order), look -> sent.answeredBy(order.key(), look.newest())));
  }

  @Override
  public List<Proof> found(List<Order> batch) {
    return OneByOne.found(
        batch, order -> evidence.of(order, agent(order), look -> look.newest().isPresent()));
  }

  @Override
  public List<Outcome> revert(List<Reversal> batch) {
    return OneByOne.revert(
        batch,
        r ->
            switch (r.order().capability().id()) {
              case "identity.disable-account" -> enable(r);
              case "endpoint.isolate" -> release(r);
              default -> throw new Refusal("NOT_REVERSIBLE", "there is nothing to take back");
            });
  }

  @Override
  public Health health() {
    return OneByOne.health(() -> "Wazuh API " + api.version());
  }

  @Override
  public void close() {
    api.close();
  }

  private Outcome disable(Order order) throws Refusal {
    Account account = Account.of(order);
    Agent agent = connected(account.host());
    Optional<JsonNode> row = evidence.account(agent, account.name());
    if (row.isEmpty() && evidence.knowsAccounts(agent)) {
      String text = agent.name() + " has no account " + account.name();
      throw new Refusal("UNKNOWN_ACCOUNT", text);
    }
    if (row.map(Evidence::status).filter("locked"::equals).isPresent()) {
      return done(order, agent, Map.of("password_status", "locked"));
    }
    return respond(order, agent, settings.scripts().disable(), account(account));
  }

  private Outcome endSessions(Order order) throws Refusal {
    Account account = Account.of(order);
    Agent agent = connected(account.host());
    return respond(order, agent, settings.scripts().endSession(), account(account));
  }

  /**
   * Sent whatever the inventory lists: it may be older than the process, and the script ends
   * nothing but what is named.
   */
  private Outcome kill(Order order) throws Refusal {
    ProcessAtHost process = ProcessAtHost.of(order);
    if (process.pid() == 1) {
      throw new Refusal("KERNEL_PROCESS", process.identity() + " belongs to the system itself");
    }
    Agent agent = connected(process.host());
    Map<String, String> data = Map.of("rempart_process", process.identity());
    return respond(order, agent, settings.scripts().killProcess(), data);
  }

  private Outcome isolate(Order order) throws Refusal {
    Agent agent = connected(order.target().value());
    if (evidence.isolated(agent, look -> false).result() == Proof.Result.HOLDS) {
      return done(order, agent, Map.of("isolated", "true"));
    }
    return respond(order, agent, settings.scripts().isolate(), Map.of());
  }

  private Outcome listed(Order order) throws Refusal {
    Agent agent = api.agent(order.target().value());
    return done(order, agent, Map.of());
  }

  private Outcome enable(Reversal reversal) throws Refusal {
    Account account = Account.of(reversal.order());
    Agent agent = connected(account.host());
    boolean before = "locked".equals(reversal.stateBefore().get("password_status"));
    return before
        ? done(reversal.order(), agent, Map.of())
        : respond(reversal.order(), agent, settings.scripts().enable(), account(account));
  }

  private Outcome release(Reversal reversal) throws Refusal {
    Agent agent = connected(reversal.order().target().value());
    return reversal.stateBefore().containsKey("isolated")
        ? done(reversal.order(), agent, Map.of())
        : respond(reversal.order(), agent, settings.scripts().release(), Map.of());
  }

  private Outcome respond(Order order, Agent agent, String script, Map<String, String> what)
      throws Refusal {
    Map<String, String> data = new HashMap<>(what);
    data.put("rempart_key", order.key());
    sent.now(order.key(), evidence.lookedAt(agent));
    api.respond(agent, script, data);
    return done(order, agent, Map.of());
  }

  /** What isn't connected would never hear of it: better to wait than to be told "sent". */
  private Agent connected(String host) throws Refusal {
    Agent agent = api.agent(host);
    if (!agent.active()) {
      throw new ProductUnavailableException("agent " + agent.name() + " is not connected", null);
    }
    return agent;
  }

  private Agent agent(Order order) throws Refusal {
    return api.agent(
        switch (order.target().kind()) {
          case ACCOUNT -> Account.of(order).host();
          case PROCESS -> ProcessAtHost.of(order).host();
          default -> order.target().value();
        });
  }

  private static Map<String, String> account(Account account) {
    return Map.of("dstuser", account.name());
  }

  private static Outcome done(Order order, Agent agent, Map<String, String> before) {
    return new Outcome.Done(order.key(), before, "agent " + agent.id());
  }

  private static Offer offer(Capability capability, TargetKind kind, boolean reversible) {
    return new Offer(capability, kind, Assurance.READABLE, reversible, 1);
  }
}
