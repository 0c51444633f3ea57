package org.rempart.core.response;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the guardrails measure by.
 *
 * @param ownRanges public address ranges of our own (CIDR); empty when not set
 * @param internalRanges address ranges that are nobody's on the internet (CIDR); RFC 1918, RFC
 *     6598, RFC 3927 and RFC 4193 when not set
 * @param budget per capability, how many actions may begin in an hour before a person is asked; a
 *     capability that is not named has no limit
 */
@ConfigurationProperties("rempart.guardrails")
public record GuardrailSettings(
    @Nullable List<String> ownRanges,
    @Nullable List<String> internalRanges,
    @Nullable Map<String, Integer> budget) {

  private static final List<String> INTERNAL =
      List.of(
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "100.64.0.0/10",
          "169.254.0.0/16",
          "fc00::/7",
          "fe80::/10");

  public GuardrailSettings {
    ownRanges = ownRanges == null ? List.of() : List.copyOf(ownRanges);
    internalRanges = internalRanges == null ? INTERNAL : List.copyOf(internalRanges);
    Map<String, Integer> all = new HashMap<>();
    all.put(Capability.BLOCK_ADDRESS.id(), 1000);
    all.put(Capability.ISOLATE_HOST.id(), 20);
    all.put(Capability.DISABLE_ACCOUNT.id(), 50);
    all.put(Capability.END_SESSIONS.id(), 200);
    all.putAll(budget == null ? Map.of() : budget);
    budget = Map.copyOf(all);
  }

  /** The settings as they are when nothing is set. */
  public static GuardrailSettings defaults() {
    return new GuardrailSettings(null, null, null);
  }

  String[] own() {
    return ownRanges.toArray(String[]::new);
  }

  String[] internal() {
    return java.util.stream.Stream.concat(ownRanges.stream(), internalRanges.stream())
        .toArray(String[]::new);
  }
}
