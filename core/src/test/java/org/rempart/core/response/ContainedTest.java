package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContainedTest {

  private static final UUID INCIDENT = UUID.randomUUID();

  @Test
  void anIncidentThatClaimsTwiceIsOneReasonAndAnotherAskerIsItsOwn() {
    var first = claim(INCIDENT, "intrusion-v1/Call_BlockAttackers");
    var again = claim(INCIDENT, "intrusion-v1/Call_BlockAttackers");
    var person = claim(INCIDENT, "awa");
    var other = claim(UUID.randomUUID(), "awa");
    assertThat(contained(first, again, person, other).reasons())
        .containsExactly(first, person, other);
  }

  private static Contained.Claim claim(UUID incident, String by) {
    return new Contained.Claim(incident, 2, "A beacon", UUID.randomUUID(), by, Instant.now());
  }

  private static Contained contained(Contained.Claim... claims) {
    return new Contained(
        UUID.randomUUID(),
        "default",
        "fw",
        false,
        "network.block-address",
        "ADDRESS",
        "203.0.113.9",
        "IN_FORCE",
        Instant.now(),
        null,
        null,
        null,
        null,
        List.of(claims),
        null);
  }
}
