package org.rempart.bench.faults;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One alert that must become one incident, and what that incident must bring about.
 *
 * @param rule what the product that detected it calls it; decides the playbook
 * @param host the victim
 * @param account the account that fell, or {@code null}
 * @param attacker who did it, or {@code null}
 * @param destination where data went to, or {@code null}
 * @param steps forms of the steps at which the incident waits for a person in the end
 * @param effects what it brings about
 */
record Strike(
    String rule,
    String host,
    @Nullable String account,
    @Nullable String attacker,
    @Nullable String destination,
    Set<String> steps,
    Set<Effect> effects) {

  private static final JsonMapper JSON = JsonMapper.shared();

  static Strike bruteForce(String attacker, String host) {
    return new Strike(
        "SSH brute force",
        host,
        null,
        attacker,
        null,
        Set.of("brute-force-recovery"),
        Set.of(Effect.blocked(attacker)));
  }

  static Strike fallenAccount(String attacker, Machine machine) {
    return new Strike(
        "SSH brute force, then successful login",
        machine.host(),
        machine.account(),
        attacker,
        null,
        Set.of("brute-force-traces"),
        Set.of(
            Effect.blocked(attacker),
            new Effect(Effect.Kind.LOCKED, machine.login()),
            new Effect(Effect.Kind.SESSIONS_ENDED, machine.login())));
  }

  static Strike ransomware(String attacker, Machine machine) {
    return new Strike(
        "Ransomware encrypts files",
        machine.host(),
        machine.account(),
        attacker,
        null,
        Set.of("ransomware-backup-freeze", "ransomware-qualification"),
        encrypted(attacker, machine));
  }

  private static Set<Effect> encrypted(String attacker, Machine machine) {
    Set<Effect> effects = new HashSet<>();
    effects.add(Effect.blocked(attacker));
    effects.add(new Effect(Effect.Kind.ISOLATED, machine.host()));
    if (machine.account() != null) {
      effects.add(new Effect(Effect.Kind.LOCKED, machine.login()));
    }
    return Set.copyOf(effects);
  }

  static Strike leak(String destination, String host) {
    return new Strike(
        "Data exfiltration",
        host,
        null,
        null,
        destination,
        Set.of("data-leak-request"),
        Set.of(Effect.blocked(destination)));
  }

  /** What must be executed before a person is next. */
  Set<String> capabilities() {
    return Stream.concat(
            Stream.of("ticket.open", "notify.mail"),
            effects.stream().map(effect -> effect.kind().capability()))
        .collect(Collectors.toSet());
  }

  /** The alert as an OCSF Detection Finding (class 2004). */
  byte[] alert(UUID id) {
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("dst_endpoint", Map.of("hostname", host));
    if (attacker != null) {
      evidence.put("src_endpoint", Map.of("ip", attacker));
    }
    if (account != null) {
      evidence.put("user", Map.of("name", account));
    }
    Map<String, Object> finding = new LinkedHashMap<>();
    finding.put("class_uid", 2004);
    finding.put("severity_id", 4);
    finding.put("time", System.currentTimeMillis());
    finding.put("metadata", Map.of("uid", id.toString(), "version", "1.3.0"));
    Map<String, Object> analytic = Map.of("uid", rule, "name", rule);
    finding.put("finding_info", Map.of("uid", id.toString(), "title", rule, "analytic", analytic));
    finding.put("evidences", List.of(evidence));
    if (destination != null) {
      finding.put("observables", List.of(Map.of("type_id", 2, "value", destination)));
    }
    return JSON.writeValueAsString(finding).getBytes(StandardCharsets.UTF_8);
  }
}
