package org.rempart.core.response;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question to people, and what they said so far.
 *
 * @param state PENDING, GRANTED, DENIED or LAPSED
 * @param asker login of the person who asked for the action, or {@code null} when a playbook did
 * @param needs what is asked for
 * @param yeses who said yes, in the order in which they did
 */
record Approval(UUID id, String state, @Nullable String asker, List<Need> needs, List<Yes> yeses) {

  boolean pending() {
    return state.equals("PENDING");
  }

  boolean refused() {
    return state.equals("DENIED") || state.equals("LAPSED");
  }

  Set<String> rules() {
    return needs.stream().map(Need::rule).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What is still asked for. */
  List<Need> unmet() {
    return needs.stream().filter(n -> !n.met(yeses)).toList();
  }

  /** Whose word is still missing. */
  List<String> groups() {
    return unmet().stream().flatMap(n -> n.groups().stream()).distinct().toList();
  }

  /** Whether a yes would count for anything that is still asked for. */
  boolean counts(Yes yes) {
    return unmet().stream()
        .filter(n -> n.counts(yes))
        .anyMatch(n -> !n.several() || !yes.login().equals(asker));
  }

  /** Whether one person's word may stand for the rest: no question of care is among it. */
  boolean overridable() {
    return unmet().stream().allMatch(n -> n.several() && !n.groups().contains("clinical"));
  }

  Approval with(Yes yes) {
    List<Yes> more = new java.util.ArrayList<>(yeses);
    more.add(yes);
    return new Approval(id, state, asker, needs, more);
  }

  /** One person's yes, and the groups that the person stands for. */
  record Yes(String login, Set<String> groups) {

    boolean standsFor(String group) {
      return groups.contains(group);
    }

    /** Whether a program said it, with a token of the API. */
    boolean byToken() {
      return login.startsWith("api:");
    }
  }
}
