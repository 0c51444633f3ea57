package org.rempart.connector.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.rempart.connector.IpNetwork;
import org.rempart.connector.nftables.Mark;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our table as {@code nft -j list table} shows it: what comes in, goes out or passes through is
 * dropped, except for the managers' SSH and what a host needs to keep its address.
 */
final class IsolationTable {

  /** Name of the table, of family inet. */
  static final String NAME = "rempart_isolation";

  private static final Set<String> HOOKS = Set.of("input", "output", "forward");
  private static final int RULES_BESIDES_MANAGERS = 6;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode items;

  private IsolationTable(JsonNode items) {
    this.items = items;
  }

  static IsolationTable parse(String json) {
    return new IsolationTable(JSON.readTree(json).path("nftables"));
  }

  /**
   * The commands that make the table, as one transaction: there is no moment at which the managers
   * are cut off too. Every rule carries the mark of the action.
   *
   * @param port at which the host's SSH listens
   */
  static String commands(List<IpNetwork> managers, int port, String key) {
    List<String> lines = new ArrayList<>();
    lines.add("add table inet " + NAME);
    lines.add("delete table inet " + NAME);
    lines.add("add table inet " + NAME);
    HOOKS.forEach(hook -> lines.add(chain(hook)));
    String mark = " accept comment \"" + Mark.of(key) + "\"";
    rules(managers, port).forEach(rule -> lines.add("add rule inet " + NAME + " " + rule + mark));
    return String.join("; ", lines);
  }

  private static String chain(String hook) {
    return "add chain inet %s %s { type filter hook %s priority -200; policy drop; }"
        .formatted(NAME, hook, hook);
  }

  private static Stream<String> rules(List<IpNetwork> managers, int port) {
    Stream<String> own =
        Stream.of(
            "input iif lo",
            "output oif lo",
            "input icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert }",
            "output icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit }",
            "input udp sport 67 udp dport 68",
            "output udp sport 68 udp dport 67");
    Stream<String> theirs =
        managers.stream()
            .flatMap(
                m ->
                    Stream.of(
                        "input %s saddr %s tcp dport %d".formatted(family(m), m, port),
                        // Answers alone: a first packet would be a connection of the host's own.
                        "output %s daddr %s tcp sport %d tcp flags & (syn | ack) != syn"
                            .formatted(family(m), m, port)));
    return Stream.concat(own, theirs);
  }

  private static String family(IpNetwork network) {
    return network.v4() ? "ip" : "ip6";
  }

  /** Whether it was made by us; a table of this name without our mark is somebody else's. */
  boolean ours() {
    return rules().anyMatch(rule -> Mark.ours(comment(rule)));
  }

  /** Whether it cuts the host off: all hooks drop, and no rule but ours makes an exception. */
  boolean complete() {
    return dropping().containsAll(HOOKS)
        && rules().allMatch(rule -> Mark.ours(comment(rule)))
        && rules().count() >= RULES_BESIDES_MANAGERS + 2
        && rules().map(IsolationTable::comment).distinct().count() == 1;
  }

  private Set<String> dropping() {
    return stream("chain")
        .filter(chain -> chain.path("policy").asString("").equals("drop"))
        .map(chain -> chain.path("hook").asString(""))
        .collect(Collectors.toSet());
  }

  /** The marks in it, for evidence. */
  String marks() {
    return rules().map(IsolationTable::comment).distinct().collect(Collectors.joining(", "));
  }

  private Stream<JsonNode> rules() {
    return stream("rule");
  }

  private static String comment(JsonNode rule) {
    return rule.path("comment").asString("");
  }

  private Stream<JsonNode> stream(String kind) {
    return StreamSupport.stream(items.spliterator(), false)
        .filter(item -> item.has(kind))
        .map(item -> item.path(kind));
  }
}
