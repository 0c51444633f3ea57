package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rempart.core.response.TestProduct.Crash;
import org.rempart.core.response.TestProduct.Fault;

/**
 * Two incidents claim and release the same target, the reverter works, and a process dies at a
 * chosen step: in every order. Each incident claims before it releases; the reverter looks once in
 * between, anywhere. Whatever the order, the product holds the block exactly while somebody claims
 * it and nothing is under way, and it was never written by two at once.
 */
class InterleavingIT {

  private static final String CLAIM_A = "claim A";
  private static final String RELEASE_A = "release A";
  private static final String CLAIM_B = "claim B";
  private static final String RELEASE_B = "release B";
  private static final String REVERT = "revert";
  private static final List<String> STEPS = List.of(CLAIM_A, RELEASE_A, CLAIM_B, RELEASE_B, REVERT);

  private static ResponseFixture rempart;
  private static int count;

  @BeforeAll
  static void open() {
    rempart = new ResponseFixture();
  }

  @AfterAll
  static void close() {
    rempart.close();
  }

  /** 30 orders, each without a crash and with one at every step that can call a product. */
  static Stream<Run> runs() {
    List<Run> runs = new ArrayList<>();
    for (List<String> order : orders(List.of())) {
      runs.add(new Run(order, "", Fault.CRASH_AFTER_EFFECT));
      for (Fault fault : List.of(Fault.CRASH_BEFORE_EFFECT, Fault.CRASH_AFTER_EFFECT)) {
        runs.add(new Run(order, CLAIM_A, fault));
        runs.add(new Run(order, CLAIM_B, fault));
      }
      runs.add(new Run(order, CLAIM_A, Fault.CRASH_AT_READ));
      runs.add(new Run(order, CLAIM_B, Fault.CRASH_AT_READ));
      runs.add(new Run(order, REVERT, Fault.CRASH_AFTER_EFFECT));
      runs.add(new Run(order, REVERT, Fault.CRASH_AT_READ));
    }
    return runs.stream();
  }

  private static List<List<String>> orders(List<String> begun) {
    if (begun.size() == STEPS.size()) {
      return List.of(begun);
    }
    List<List<String>> all = new ArrayList<>();
    for (String step : STEPS) {
      boolean early =
          step.startsWith("release") && !begun.contains(step.replace("release", "claim"));
      if (!begun.contains(step) && !early) {
        List<String> longer = new ArrayList<>(begun);
        longer.add(step);
        all.addAll(orders(longer));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("runs")
  void everyOrderEndsAsItsClaimsDo(Run run) {
    rempart.firewall.reset();
    String target = target();
    UUID a = rempart.incident(target);
    UUID b = rempart.incident(target);
    List<String> done = new ArrayList<>();
    for (String step : run.order()) {
      step(step, run, a, b);
      done.add(step);
      settle();
      boolean wanted =
          (done.contains(CLAIM_A) && !done.contains(RELEASE_A))
              || (done.contains(CLAIM_B) && !done.contains(RELEASE_B));
      assertThat(rempart.firewall.state.containsKey(target)).as("after %s", done).isEqualTo(wanted);
      assertThat(inForce(target)).as("register after %s", done).isEqualTo(wanted);
    }
    assertThat(rempart.firewall.state).doesNotContainKey(target);
    assertThat(live(target)).isZero();
  }

  /** The same without anything settling in between: only the end is judged. */
  @ParameterizedTest
  @MethodSource("runs")
  void everyOrderEndsAsItsClaimsDoHoweverLateTheRestIsDone(Run run) {
    rempart.firewall.reset();
    String target = target();
    UUID a = rempart.incident(target);
    UUID b = rempart.incident(target);
    run.order().forEach(step -> step(step, run, a, b));
    settle();
    assertThat(rempart.firewall.executions.get() > 0 || !run.dies().isEmpty()).isTrue();
    assertThat(rempart.firewall.state).doesNotContainKey(target);
    assertThat(live(target)).isZero();
    assertThat(
            rempart.count(
                "select count(*) from action where target = ? and state in ('PLANNED', 'WAITING',"
                    + " 'EXECUTING')",
                target))
        .isZero();
  }

  private static String target() {
    count++;
    return "198.51." + (100 + count / 250) + "." + (1 + count % 250);
  }

  private static void step(String step, Run run, UUID a, UUID b) {
    if (step.equals(run.dies())) {
      rempart.firewall.next(run.how());
    }
    try {
      switch (step) {
        case CLAIM_A -> rempart.block(a, "call-" + a);
        case CLAIM_B -> rempart.block(b, "call-" + b);
        case RELEASE_A -> rempart.responses.revertIncident(a, ResponseFixture.ANALYST, "over");
        case RELEASE_B -> rempart.responses.revertIncident(b, ResponseFixture.ANALYST, "over");
        default -> rempart.lookAtReverts();
      }
    } catch (Crash dead) {
      assertThat(step).isEqualTo(run.dies());
    }
    rempart.firewall.forget();
  }

  /** Leases of the dead run out, and whoever lives goes on until nothing is left to do. */
  private static void settle() {
    for (int i = 0; i < 4; i++) {
      rempart.leasesEnd();
      rempart.lookAtWaiting();
      rempart.lookAtReverts();
    }
  }

  private static boolean inForce(String target) {
    return rempart.count(
            "select count(*) from containment where target = ? and state = 'IN_FORCE' and"
                + " last_result = 'HOLDS'",
            target)
        == 1;
  }

  private static long live(String target) {
    return rempart.count(
        "select count(*) from containment where target = ? and state <> 'REVERTED'", target);
  }

  /** One order of the steps, at which of them the process dies, and how. */
  record Run(List<String> order, String dies, Fault how) {}
}
