package org.rempart.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rempart.bench.faults.CrashPoint.Need;
import org.rempart.bench.stack.Victim;

class DeckTest {

  @Test
  void theSameSeedDrawsTheSameRuns() {
    assertThat(drawn(7, 300)).isEqualTo(drawn(7, 300));
    assertThat(drawn(7, 300)).isNotEqualTo(drawn(8, 300));
  }

  @Test
  void theLogOfARunNamesNoTime() {
    assertThat(lines(7)).isEqualTo(lines(7)).noneMatch(l -> l.matches(".*\\d\\d:\\d\\d.*"));
  }

  @Test
  void twoHundredRunsMeetEveryPointEveryVictimAndEveryProduct() {
    List<Fault> faults = drawn(1, 200).stream().map(Scenario::fault).toList();
    assertThat(of(faults, Fault.Crash.class).map(Fault.Crash::point))
        .containsAll(CrashPoints.list());
    assertThat(of(faults, Fault.Kill.class).map(Fault.Kill::victim)).contains(Victim.values());
    assertThat(of(faults, Fault.Disturbance.class).map(Fault.Disturbance::product))
        .contains(Product.values());
    assertThat(of(faults, Fault.Disturbance.class).map(Fault.Disturbance::trouble))
        .contains(Trouble.values());
  }

  @Test
  void twoHundredRunsVisitEveryHospitalAndMeetEveryTroubleOfEveryRole() {
    List<Scenario> drawn = drawn(1, 200);
    assertThat(drawn.stream().map(Scenario::hospital)).contains(Hospital.values());
    for (Product product : Product.values()) {
      assertThat(of(drawn.stream().map(Scenario::fault).toList(), Fault.Disturbance.class))
          .filteredOn(d -> d.product().role() == product.role())
          .extracting(Fault.Disturbance::trouble)
          .containsAll(product.troubles());
    }
  }

  @Test
  void aRunIsPlayedWhereItsStoryCanBeToldAndItsFaultCanHappen() {
    assertThat(drawn(3, 400))
        .allMatch(s -> s.hospital().plays(s.story()))
        .allMatch(s -> s.hospital().machines().contains(s.machine()))
        .allMatch(
            s ->
                !(s.fault() instanceof Fault.Disturbance d)
                    || (s.hospital().products().contains(d.product())
                        && d.product().troubles().contains(d.trouble())));
  }

  @Test
  void twoHundredRunsTellEveryStory() {
    assertThat(drawn(1, 200).stream().map(Scenario::story)).contains(Story.values());
  }

  @Test
  void aRunComesByThePointThatItIsToCrashAt() {
    assertThat(drawn(3, 400))
        .filteredOn(s -> need(s) == Need.APPROVAL)
        .isNotEmpty()
        .allMatch(s -> s.story() == Story.CLINICAL && s.machine().clinical());
    assertThat(drawn(3, 400))
        .filteredOn(s -> need(s) == Need.EXPIRY)
        .isNotEmpty()
        .allMatch(s -> s.story() == Story.EXPIRY);
    assertThat(drawn(3, 400))
        .filteredOn(s -> need(s) == Need.READ_FIRST)
        .isNotEmpty()
        .allMatch(s -> s.hospital().product(Role.FIREWALL).readFirst());
    assertThat(drawn(3, 400))
        .filteredOn(s -> need(s) == Need.ENDPOINT)
        .isNotEmpty()
        .allMatch(s -> s.story().touchesEndpoint());
  }

  @Test
  void onePointAloneIsCrashedAtInEveryRun() {
    CrashPoint point = CrashPoints.named("revert.answered").orElseThrow();
    Deck deck = new Deck(1, point);
    assertThat(Stream.generate(deck::draw).limit(5).map(Scenario::fault))
        .containsOnly(new Fault.Crash(point));
  }

  @Test
  void namesOfPointsAreUnique() {
    Set<String> names =
        CrashPoints.list().stream().map(CrashPoint::name).collect(Collectors.toSet());
    assertThat(names).hasSameSizeAs(CrashPoints.list());
    assertThat(CrashPoints.named("nowhere")).isEmpty();
  }

  private static List<Scenario> drawn(long seed, int runs) {
    Deck deck = new Deck(seed, null);
    return IntStream.range(0, runs).mapToObj(n -> deck.draw()).toList();
  }

  private static List<String> lines(long seed) {
    return drawn(seed, 300).stream().map(Scenario::toString).toList();
  }

  private static Need need(Scenario scenario) {
    return scenario.fault() instanceof Fault.Crash crash ? crash.point().need() : null;
  }

  private static <T> Stream<T> of(List<Fault> faults, Class<T> kind) {
    return faults.stream().filter(kind::isInstance).map(kind::cast);
  }
}
