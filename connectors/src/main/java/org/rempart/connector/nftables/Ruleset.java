package org.rempart.connector.nftables;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.rempart.connector.IpAddress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our table as {@code nft -j -t list table} shows it: which chains drop by which set. */
final class Ruleset {

  /** The hooks that a blocked packet can pass: to the firewall, through it, and from it. */
  static final Set<String> HOOKS = Set.of("input", "forward", "output");

  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode items;

  private Ruleset(JsonNode items) {
    this.items = items;
  }

  static Ruleset parse(String json) {
    return new Ruleset(JSON.readTree(json).path("nftables"));
  }

  /** The commands that make the table; each may be said again. Rules replace what chains held. */
  static String skeleton(String table) {
    StringBuilder text = new StringBuilder("add table inet " + table + "\n");
    set(text, table, "blocked4", "ipv4_addr");
    set(text, table, "blocked6", "ipv6_addr");
    for (String hook : HOOKS) {
      String chain = "inet " + table + " " + hook;
      // Before the filter chains of others, and without an exception for established connections.
      text.append("add chain %s { type filter hook %s priority -150; }\n".formatted(chain, hook));
      text.append("flush chain %s\n".formatted(chain));
      text.append("add rule %s ip saddr @blocked4 drop\n".formatted(chain));
      text.append("add rule %s ip daddr @blocked4 drop\n".formatted(chain));
      text.append("add rule %s ip6 saddr @blocked6 drop\n".formatted(chain));
      text.append("add rule %s ip6 daddr @blocked6 drop\n".formatted(chain));
    }
    return text.toString();
  }

  /** The set that holds addresses of this family. */
  static String setOf(IpAddress address) {
    return address.v4() ? "blocked4" : "blocked6";
  }

  /** Whether every hook drops what comes from and goes to the addresses of both sets. */
  boolean complete() {
    return complete("blocked4", "ip") && complete("blocked6", "ip6");
  }

  private boolean complete(String set, String protocol) {
    return HOOKS.stream()
        .allMatch(
            hook -> drops(hook, set, protocol, "saddr") && drops(hook, set, protocol, "daddr"));
  }

  private boolean drops(String hook, String set, String protocol, String field) {
    return chainAt(hook)
        .map(
            chain ->
                stream("rule")
                    .filter(rule -> rule.path("chain").asString("").equals(chain))
                    .anyMatch(rule -> drops(rule.path("expr"), set, protocol, field)))
        .orElse(false);
  }

  private Optional<String> chainAt(String hook) {
    return stream("chain")
        .filter(chain -> chain.path("hook").asString("").equals(hook))
        .map(chain -> chain.path("name").asString(""))
        .findFirst();
  }

  /** A rule of exactly two parts, the match and the drop: a third could be an exception. */
  private static boolean drops(JsonNode parts, String set, String protocol, String field) {
    JsonNode match = parts.path(0).path("match");
    JsonNode payload = match.path("left").path("payload");
    return parts.size() == 2
        && parts.path(1).has("drop")
        && match.path("op").asString("").equals("==")
        && match.path("right").asString("").equals("@" + set)
        && payload.path("protocol").asString("").equals(protocol)
        && payload.path("field").asString("").equals(field);
  }

  private Stream<JsonNode> stream(String kind) {
    return StreamSupport.stream(items.spliterator(), false)
        .filter(item -> item.has(kind))
        .map(item -> item.path(kind));
  }

  private static void set(StringBuilder text, String table, String name, String type) {
    text.append("add set inet %s %s { type %s; flags timeout; }\n".formatted(table, name, type));
  }
}
