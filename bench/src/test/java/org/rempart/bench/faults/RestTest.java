package org.rempart.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Stranded is what has not come to rest: so rest must not be seen where there is none. */
class RestTest {

  private static final Strike STRIKE = Strike.bruteForce("198.18.0.1", "srv-1");
  private static final Set<String> STEPS = Set.of("brute-force-recovery");
  private static final Set<String> DONE =
      Set.of("network.block-address", "ticket.open", "notify.mail");

  @Test
  void anIncidentIsContainedWhenEverythingIsProvenAndAPersonIsNext() {
    assertThat(incident(STEPS, DONE, 0, 0, 1, 0).contained(STRIKE)).isTrue();
    assertThat(incident(Set.of(), DONE, 0, 0, 1, 0).contained(STRIKE)).isFalse();
    assertThat(incident(STEPS, Set.of("ticket.open"), 0, 0, 1, 0).contained(STRIKE)).isFalse();
    assertThat(incident(STEPS, DONE, 1, 0, 1, 0).contained(STRIKE)).isFalse();
    assertThat(incident(STEPS, DONE, 0, 1, 1, 0).contained(STRIKE)).isFalse();
  }

  @Test
  void anIncidentIsReleasedWhenNothingOfItIsInForceOrUnderWay() {
    assertThat(incident(STEPS, DONE, 0, 0, 0, 0).released()).isTrue();
    assertThat(incident(STEPS, DONE, 1, 0, 0, 0).released()).isFalse();
    assertThat(incident(STEPS, DONE, 0, 0, 1, 0).released()).isFalse();
    assertThat(incident(STEPS, DONE, 0, 0, 0, 1).released()).isFalse();
  }

  @Test
  void anIncidentThatWaitsForAWordHasNotComeToRest() {
    assertThat(Person.answers(Set.of("approval"))).isTrue();
    assertThat(Person.answers(Set.of("unproven", "brute-force-recovery"))).isTrue();
    assertThat(Person.answers(STEPS)).isFalse();
  }

  private static Journal.Incident incident(
      Set<String> steps, Set<String> executed, int unsettled, int unproven, int held, int ending) {
    return new Journal.Incident(
        "1", "INC-1", false, steps, executed, unsettled, unproven, held, ending, Set.of());
  }
}
