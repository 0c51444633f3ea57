package org.rempart.connector.nftables;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rempart.connector.IpNetwork;
import tools.jackson.databind.JsonNode;

/**
 * A rule that drops what comes from or goes to a network.
 *
 * @param chain chain of our table, named like its hook
 * @param field {@code saddr} or {@code daddr}: which end of the traffic lies in the network
 * @param network the network
 * @param within whether traffic passes whose other end lies in it, too
 */
record NetworkRule(String chain, String field, IpNetwork network, boolean within) {

  /** A network that nobody may talk to: at every hook, both ways. */
  static List<NetworkRule> blocking(IpNetwork network) {
    return Ruleset.HOOKS.stream()
        .flatMap(
            hook -> Stream.of("saddr", "daddr").map(f -> new NetworkRule(hook, f, network, false)))
        .toList();
  }

  /**
   * A segment that talks to itself and to the firewall alone: what would pass through is dropped.
   */
  static List<NetworkRule> isolating(IpNetwork segment) {
    return Stream.of("saddr", "daddr")
        .map(field -> new NetworkRule("forward", field, segment, true))
        .toList();
  }

  /** What a rule of {@code nft -j} is; empty when it is none of these. */
  static Optional<NetworkRule> of(JsonNode rule) {
    JsonNode parts = rule.path("expr");
    JsonNode match = parts.path(0).path("match");
    String chain = rule.path("chain").asString("");
    String field = match.at("/left/payload/field").asString("");
    return network(match)
        .map(network -> new NetworkRule(chain, field, network, parts.size() == 3))
        .filter(one -> one.is(rule));
  }

  private static Optional<IpNetwork> network(JsonNode match) {
    JsonNode prefix = match.path("right").path("prefix");
    return IpNetwork.parse(prefix.path("addr").asString("") + "/" + prefix.path("len").asInt(-1));
  }

  /** The rule as nft reads it. */
  String text() {
    String first = "%s %s %s".formatted(protocol(), field, network);
    return within
        ? "%s %s %s != %s drop".formatted(first, protocol(), other(), network)
        : first + " drop";
  }

  /** Whether a rule of {@code nft -j} is this one, without any further condition. */
  boolean is(JsonNode rule) {
    JsonNode parts = rule.path("expr");
    int matches = within ? 2 : 1;
    return rule.path("chain").asString("").equals(chain)
        && parts.size() == matches + 1
        && parts.path(matches).has("drop")
        && matches(parts.path(0).path("match"), "==", field)
        && (!within || matches(parts.path(1).path("match"), "!=", other()));
  }

  private boolean matches(JsonNode match, String op, String wanted) {
    JsonNode payload = match.path("left").path("payload");
    return match.path("op").asString("").equals(op)
        && payload.path("protocol").asString("").equals(protocol())
        && payload.path("field").asString("").equals(wanted)
        && network(match).filter(network::equals).isPresent();
  }

  private String protocol() {
    return network.v4() ? "ip" : "ip6";
  }

  private String other() {
    return field.equals("saddr") ? "daddr" : "saddr";
  }
}
