package org.rempart.connector.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rempart.connector.IpAddress;

class RulesetTest {

  private static final String DROP = "{\"drop\": null}";

  @Test
  void aTableIsCompleteWhenEachHookDropsBothWaysByBothSets() {
    assertThat(table(rules("forward")).complete()).isTrue();
  }

  @Test
  void aHookWithoutOneOfItsRulesIsNotComplete() {
    assertThat(table(rules("forward").skip(1)).complete()).isFalse();
  }

  @Test
  void aRuleThatDropsBySomethingElseDoesNotCount() {
    var other = Stream.of(rule("forward", "ip", "saddr", "192.0.2.1", DROP));
    assertThat(table(Stream.concat(rules("forward").skip(1), other)).complete()).isFalse();
  }

  @Test
  void aRuleThatOnlyCountsOrDropsUnderAConditionDoesNotCount() {
    var counts = Stream.of(rule("forward", "ip", "saddr", "@blocked4", "{\"counter\": null}"));
    assertThat(table(Stream.concat(rules("forward").skip(1), counts)).complete()).isFalse();
    var limited =
        Stream.of(
            rule("forward", "ip", "saddr", "@blocked4", "{\"limit\": {\"rate\": 5}}, " + DROP));
    assertThat(table(Stream.concat(rules("forward").skip(1), limited)).complete()).isFalse();
  }

  @Test
  void elementsAreReadFromWhatNftPrints() {
    String text =
        """
        table inet rempart {
        	set blocked4 {
        		type ipv4_addr
        		flags timeout
        		elements = { 10.0.0.1 timeout 1h expires 59m59s996ms comment "rempart:a, b } c",
        			     10.0.0.2 }
        	}
        }
        """;
    assertThat(Element.read(text))
        .containsExactly(
            new Element(address("10.0.0.1"), "59m59s996ms", "rempart:a, b } c"),
            new Element(address("10.0.0.2"), null, ""));
  }

  @Test
  void aKeyThatNftCouldMisreadIsKeptAsItsHash() {
    assertThat(Mark.of("inc-1/fw:block")).isEqualTo("rempart:inc-1/fw:block");
    assertThat(Mark.of("a\" }; flush ruleset")).matches("rempart:sha256:[0-9a-f]{64}");
    assertThat(Mark.of("k".repeat(300)).length()).isLessThanOrEqualTo(128);
  }

  /** Two hooks as they should be, and a third with these rules. */
  private static Ruleset table(Stream<String> third) {
    Stream<String> chains = Ruleset.HOOKS.stream().map(RulesetTest::chain);
    Stream<String> rules = Stream.concat(rules("input"), rules("output"));
    String all =
        Stream.concat(Stream.concat(chains, rules), third).collect(Collectors.joining(","));
    return Ruleset.parse("{\"nftables\": [" + all + "]}");
  }

  private static String chain(String hook) {
    return "{\"chain\": {\"name\": \"c-%s\", \"hook\": \"%s\"}}".formatted(hook, hook);
  }

  private static Stream<String> rules(String hook) {
    return Stream.of(
        rule(hook, "ip", "saddr", "@blocked4", DROP),
        rule(hook, "ip", "daddr", "@blocked4", DROP),
        rule(hook, "ip6", "saddr", "@blocked6", DROP),
        rule(hook, "ip6", "daddr", "@blocked6", DROP));
  }

  private static String rule(
      String hook, String protocol, String field, String right, String then) {
    return """
    {"rule": {"chain": "c-%s", "expr": [{"match": {"op": "==", "left": {"payload":
    {"protocol": "%s", "field": "%s"}}, "right": "%s"}}, %s]}}
    """
        .formatted(hook, protocol, field, right, then);
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }
}
