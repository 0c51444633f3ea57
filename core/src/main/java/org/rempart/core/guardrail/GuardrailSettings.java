package org.rempart.core.guardrail;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the guardrails measure by.
 *
 * @param ownRanges public address ranges of our own (CIDR); empty when not set
 * @param internalRanges address ranges that are nobody's on the internet (CIDR); RFC 1918, RFC
 *     6598, RFC 3927 and RFC 4193 when not set
 * @param cloudRanges address ranges of providers that many services share (CIDR); empty when not
 *     set
 * @param budget per capability, how many actions may begin at a site in an hour before a person is
 *     asked; a capability that is not named has no limit
 * @param approvalClass per capability, its class where it is not the usual one; needed for
 *     capabilities of one's own, which are A4 until they are named
 * @param escalateAfter how long the people who are asked about a clinical asset have, before the
 *     next are asked as well; each of those has as long
 * @param escalateTo the groups that are asked next, in turn
 */
@ConfigurationProperties("rempart.guardrails")
public record GuardrailSettings(
    @Nullable List<String> ownRanges,
    @Nullable List<String> internalRanges,
    @Nullable List<String> cloudRanges,
    @Nullable Map<String, Integer> budget,
    @Nullable Map<String, ApprovalClass> approvalClass,
    @DefaultValue("15m") Duration escalateAfter,
    @Nullable List<String> escalateTo) {

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
    cloudRanges = cloudRanges == null ? List.of() : List.copyOf(cloudRanges);
    Map<String, Integer> all = new HashMap<>();
    all.put(Capability.BLOCK_ADDRESS.id(), 5000);
    all.put(Capability.ISOLATE_HOST.id(), 20);
    all.put(Capability.DISABLE_ACCOUNT.id(), 50);
    all.put(Capability.END_SESSIONS.id(), 200);
    all.putAll(budget == null ? Map.of() : budget);
    budget = Map.copyOf(all);
    approvalClass = approvalClass == null ? Map.of() : Map.copyOf(approvalClass);
    escalateTo = escalateTo == null ? List.of("managers") : List.copyOf(escalateTo);
  }

  /** The settings as they are when nothing is set. */
  public static GuardrailSettings defaults() {
    return new GuardrailSettings(null, null, null, null, null, Duration.ofMinutes(15), null);
  }

  /** The class of a capability. */
  public ApprovalClass classOf(Capability capability) {
    ApprovalClass named = approvalClass.get(capability.id());
    return named == null ? ApprovalClass.usual(capability) : named;
  }

  /** Public ranges of our own. */
  public String[] own() {
    return ownRanges.toArray(String[]::new);
  }

  String[] internal() {
    return Stream.concat(ownRanges.stream(), internalRanges.stream()).toArray(String[]::new);
  }

  String[] cloud() {
    return cloudRanges.toArray(String[]::new);
  }
}
