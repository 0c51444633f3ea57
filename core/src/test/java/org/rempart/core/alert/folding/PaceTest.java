package org.rempart.core.alert.folding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final Pace pace = new Pace();

  @Test
  void growthAfterAQuietTimeIsToldInAMoment() {
    assertThat(pace.next(UUID.randomUUID())).isEqualTo(Pace.MOMENT);
  }

  @Test
  void noticesOfOneIncidentLieApartAndOthersAreNotHeldUp() {
    UUID incident = UUID.randomUUID();
    pace.told(incident, Pace.MOMENT);
    Duration apart = Pace.MOMENT.plus(Pace.APART);
    assertThat(pace.next(incident)).isGreaterThan(Pace.MOMENT).isLessThanOrEqualTo(apart);
    assertThat(pace.next(UUID.randomUUID())).isEqualTo(Pace.MOMENT);
  }

  @Test
  void whatWasDueLongAgoHoldsNothingUp() {
    UUID incident = UUID.randomUUID();
    pace.told(incident, Duration.ofSeconds(-1));
    assertThat(pace.next(incident)).isEqualTo(Pace.MOMENT);
  }
}
