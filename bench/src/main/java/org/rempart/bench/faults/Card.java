package org.rempart.bench.faults;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A fault that can be dealt to any run that would meet it.
 *
 * @param stories what a run must tell
 * @param where the hospitals at which it can happen
 * @param fault what goes wrong there
 */
record Card(Set<Story> stories, Predicate<Hospital> where, Function<Hospital, Fault> fault) {

  /** One that is the same everywhere. */
  static Card anywhere(Set<Story> stories, Fault fault) {
    return new Card(stories, hospital -> true, hospital -> fault);
  }

  /** One between Rempart and whichever product a hospital has for this. */
  static Card at(Role role, Trouble trouble, Stage stage, Set<Story> stories) {
    return new Card(
        stories,
        hospital -> hospital.product(role).troubles().contains(trouble),
        hospital -> new Fault.Disturbance(hospital.product(role), trouble, stage));
  }
}
