package org.rempart.core.guardrail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the guardrails say to one action.
 *
 * @param verdict what they say
 * @param rule id of what decided: a row of the policy, or a guardrail that no policy can change
 * @param detail what of the target it met; may be empty
 * @param groups whose word is needed for ASK; one of them is enough, unless {@code persons} says
 *     more
 * @param persons how many different people of the groups must say yes, for ASK
 * @param alternative id of a capability that may be used meanwhile, or {@code null}
 */
public record Ruling(
    Verdict verdict,
    String rule,
    String detail,
    List<String> groups,
    int persons,
    @Nullable String alternative) {

  public Ruling {
    groups = List.copyOf(groups);
  }

  /** Go on. */
  public static Ruling allow(String rule) {
    return new Ruling(Verdict.ALLOW, rule, "", List.of(), 0, null);
  }

  /** It must not be done. */
  public static Ruling refuse(String rule, String detail) {
    return new Ruling(Verdict.REFUSE, rule, detail, List.of(), 0, null);
  }

  /** Somebody of these groups must say yes first. */
  public static Ruling ask(String rule, List<String> groups) {
    return new Ruling(Verdict.ASK, rule, "", groups, 1, null);
  }

  Ruling withDetail(String detail) {
    return new Ruling(verdict, rule, detail, groups, persons, alternative);
  }

  /** What can be said. */
  public enum Verdict {
    ALLOW,
    ASK,
    REFUSE
  }
}
