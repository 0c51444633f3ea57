package org.rempart.connector.nftables;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.rempart.connector.Capability;
import org.rempart.connector.Holding;
import org.rempart.connector.IpNetwork;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.connector.shell.CommandResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Blocks and isolates whole networks by rules of a table beside that of the addresses. They are few
 * and change seldom, so each is a rule of its own that carries the action's mark; rules without a
 * mark are somebody else's.
 */
final class NetworkRules {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Wider ones are half the internet: nobody means them. */
  private static final int WIDEST4 = 8;

  private static final int WIDEST6 = 16;

  private final BlockTable nft;
  private final String table;

  NetworkRules(BlockTable nft, NftablesSettings settings) {
    this.nft = nft;
    this.table = settings.table() + "_networks";
  }

  Outcome execute(Order order) throws Refusal {
    List<NetworkRule> wanted = wanted(order);
    List<JsonNode> before = rules();
    List<String> commands = skeleton();
    for (NetworkRule rule : wanted) {
      if (before.stream().noneMatch(r -> rule.is(r) && ours(r))) {
        String mark = " comment \"" + Mark.of(order.key()) + "\"";
        commands.add("add rule inet " + table + " " + rule.chain() + " " + rule.text() + mark);
      }
    }
    change(commands);
    return new Outcome.Done(order.key(), Map.of(), "inet " + table + " " + order.target());
  }

  /** By an nft of its own, that shares neither process nor socket with the one that wrote. */
  Proof proof(Order order) throws Refusal {
    List<NetworkRule> wanted = wanted(order);
    List<JsonNode> there = rules();
    long found = wanted.stream().filter(w -> there.stream().anyMatch(w::is)).count();
    String text = "%d of %d rules for %s are in inet %s on %s";
    return new Proof(
        order.key(),
        found == wanted.size() && complete() ? Proof.Result.HOLDS : Proof.Result.ABSENT,
        Instant.now(),
        text.formatted(found, wanted.size(), order.target(), table, nft.host()));
  }

  /** Every network that is blocked, or every segment that is isolated, whoever did it. */
  List<Holding> holdings(Capability capability) throws Refusal {
    boolean within = capability.equals(Capability.ISOLATE_SEGMENT);
    Map<IpNetwork, List<JsonNode>> found = new LinkedHashMap<>();
    for (JsonNode rule : rules()) {
      NetworkRule.of(rule)
          .filter(one -> one.within() == within)
          .ifPresent(one -> found.computeIfAbsent(one.network(), n -> new ArrayList<>()).add(rule));
    }
    return found.entrySet().stream().map(e -> holding(e.getKey(), e.getValue())).toList();
  }

  private Holding holding(IpNetwork network, List<JsonNode> rules) {
    String key =
        rules.stream()
            .flatMap(r -> Mark.key(r.path("comment").asString("")).stream())
            .findFirst()
            .orElse(null);
    String text = "%d rules for %s are in inet %s on %s";
    return new Holding(
        new Target(TargetKind.NETWORK, network.toString()),
        key,
        text.formatted(rules.size(), network, table, nft.host()));
  }

  Outcome revert(Reversal reversal) throws Refusal {
    List<NetworkRule> wanted = wanted(reversal.order());
    List<String> commands =
        rules().stream()
            .filter(NetworkRules::ours)
            .filter(rule -> wanted.stream().anyMatch(w -> w.is(rule)))
            .map(
                rule ->
                    "delete rule inet %s %s handle %d"
                        .formatted(
                            table, rule.path("chain").asString(""), rule.path("handle").asLong()))
            .toList();
    if (!commands.isEmpty()) {
      change(commands);
    }
    return new Outcome.Done(reversal.order().key(), Map.of(), "inet " + table);
  }

  private static List<NetworkRule> wanted(Order order) throws Refusal {
    IpNetwork network =
        IpNetwork.parse(order.target().value())
            .filter(n -> n.bits() < n.base().bits())
            .filter(n -> n.bits() >= (n.v4() ? WIDEST4 : WIDEST6))
            .filter(n -> !n.base().value().isMulticastAddress())
            .filter(n -> !n.base().value().isLoopbackAddress())
            .orElseThrow(
                () ->
                    new Refusal(
                        "BAD_NETWORK", order.target() + " is no network that can be blocked"));
    return order.capability().equals(Capability.BLOCK_NETWORK)
        ? NetworkRule.blocking(network)
        : NetworkRule.isolating(network);
  }

  private List<String> skeleton() {
    List<String> commands = new ArrayList<>(List.of("add table inet " + table));
    for (String hook : Ruleset.HOOKS) {
      commands.add(
          "add chain inet %s %s { type filter hook %s priority -150; }"
              .formatted(table, hook, hook));
    }
    return commands;
  }

  /** Whether every chain of ours hangs at its hook, without which its rules see nothing. */
  private boolean complete() throws Refusal {
    List<JsonNode> chains = items("chain");
    return Ruleset.HOOKS.stream()
        .allMatch(
            hook ->
                chains.stream()
                    .anyMatch(
                        c ->
                            c.path("name").asString("").equals(hook)
                                && c.path("hook").asString("").equals(hook)));
  }

  private List<JsonNode> rules() throws Refusal {
    return items("rule");
  }

  private List<JsonNode> items(String kind) throws Refusal {
    CommandResult list = read();
    if (!list.ok() && list.error().contains("No such file or directory")) {
      return List.of();
    }
    if (!list.ok()) {
      throw refusal(list);
    }
    return StreamSupport.stream(JSON.readTree(list.output()).path("nftables").spliterator(), false)
        .filter(item -> item.has(kind))
        .map(item -> item.path(kind))
        .toList();
  }

  private CommandResult read() {
    try {
      return nft.run("-j", "list", "table", "inet", table);
    } catch (OutcomeUnknownException e) {
      throw new ProductUnavailableException(e.getMessage(), e);
    }
  }

  /** All of them take effect together or not at all. */
  private void change(List<String> commands) throws Refusal {
    CommandResult result = nft.run(String.join("; ", commands));
    if (!result.ok()) {
      throw refusal(result);
    }
  }

  private Refusal refusal(CommandResult result) {
    NftComplaint complaint = new NftComplaint(result.error());
    String text = "nft on " + nft.host() + " refused: " + complaint.getMessage();
    return new Refusal(complaint.code(), text);
  }

  private static boolean ours(JsonNode rule) {
    return Mark.ours(rule.path("comment").asString(""));
  }
}
