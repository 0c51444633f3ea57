package org.rempart.core.response;

import java.util.ArrayList;
import java.util.List;

/**
 * One guardrail's wish for a person's word.
 *
 * @param rule the guardrail
 * @param groups whose word counts
 * @param persons how many different people must say yes; from two on, none of them the one who
 *     asked for the action, and one of the first group
 */
record Need(String rule, List<String> groups, int persons) {

  Need {
    groups = List.copyOf(groups);
  }

  /** Whether these yeses are enough. */
  boolean met(List<Approval.Yes> yeses) {
    List<Approval.Yes> counted = yeses.stream().filter(this::counts).toList();
    boolean first = !several() || counted.stream().anyMatch(y -> y.standsFor(groups.getFirst()));
    return counted.size() >= persons && first;
  }

  /** Whether this yes counts; a token is nobody's second person. */
  boolean counts(Approval.Yes yes) {
    return groups.stream().anyMatch(yes::standsFor) && (!several() || !yes.byToken());
  }

  /** Whether it takes more than one. */
  boolean several() {
    return persons > 1;
  }

  /** The same, with a further group that is asked as well. */
  Need with(String group) {
    if (groups.contains(group)) {
      return this;
    }
    List<String> more = new ArrayList<>(groups);
    more.add(group);
    return new Need(rule, more, persons);
  }
}
