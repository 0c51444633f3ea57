package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person holds stays when the incidents let go, and says so. */
class PinIT {

  private static ResponseFixture rempart;

  @BeforeAll
  static void open() {
    rempart = new ResponseFixture();
  }

  @AfterAll
  static void close() {
    rempart.close();
  }

  @BeforeEach
  void reset() {
    rempart.firewall.reset();
  }

  @Test
  void theLastReleaseKeepsWhatAPersonHoldsAndUnpinningEndsIt() {
    UUID first = blocked("192.0.2.170", "p-1");
    UUID second = blocked("192.0.2.170", "p-2");
    UUID id = live("192.0.2.170").id();
    pins().pin(id, ResponseFixture.ANALYST, "watched");
    assertThat(live("192.0.2.170").pin().by()).isEqualTo("awa");
    assertThat(rempart.timeline(first)).contains("containment.pinned");
    assertThat(rempart.revert(first)).isZero();
    assertThat(rempart.revert(second)).isZero();
    assertThat(rempart.firewall.state).containsKey("192.0.2.170");
    assertThat(rempart.containment("192.0.2.170")).isEqualTo("IN_FORCE");
    assertThat(keeper(second)).isEqualTo("awa");
    pins().unpin(id, ResponseFixture.ANALYST, "over");
    rempart.lookAtReverts();
    assertThat(rempart.firewall.state).doesNotContainKey("192.0.2.170");
    assertThat(rempart.containment("192.0.2.170")).isEqualTo("REVERTED");
    assertThat(rempart.timeline(second))
        .contains("containment.unpinned", "containment.reverting", "containment.reverted");
  }

  @Test
  void unpinningLeavesWhatAnIncidentStillNeeds() {
    UUID incident = blocked("192.0.2.171", "p-3");
    UUID id = live("192.0.2.171").id();
    pins().pin(id, ResponseFixture.ANALYST, "watched");
    pins().unpin(id, ResponseFixture.ANALYST, "no longer");
    rempart.lookAtReverts();
    assertThat(rempart.firewall.state).containsKey("192.0.2.171");
    assertThat(rempart.revert(incident)).isEqualTo(1);
    assertThat(rempart.firewall.state).doesNotContainKey("192.0.2.171");
  }

  @Test
  void anIncidentThatClaimsWhatOnlyAPersonHoldsKeepsItAfterwards() {
    UUID first = blocked("192.0.2.172", "p-4");
    UUID id = live("192.0.2.172").id();
    pins().pin(id, ResponseFixture.ANALYST, "watched");
    rempart.revert(first);
    UUID second = blocked("192.0.2.172", "p-5");
    pins().unpin(id, ResponseFixture.ANALYST, "no longer");
    rempart.lookAtReverts();
    assertThat(rempart.firewall.state).containsKey("192.0.2.172");
    assertThat(rempart.revert(second)).isEqualTo(1);
  }

  @Test
  void theEndReleasesAPinToo() {
    UUID incident = blocked("192.0.2.173", "p-6");
    pins().pin(live("192.0.2.173").id(), ResponseFixture.ANALYST, "watched");
    rempart.revert(incident);
    rempart
        .jdbc
        .sql("update containment set expires_at = now() where target = '192.0.2.173'")
        .update();
    rempart.context.getBean(Endings.class).expire();
    rempart.lookAtReverts();
    assertThat(rempart.firewall.state).doesNotContainKey("192.0.2.173");
    assertThat(rempart.containment("192.0.2.173")).isEqualTo("REVERTED");
  }

  @Test
  void whatIsNotInForceOrHeldAlreadyIsNotHeld() {
    UUID incident = blocked("192.0.2.174", "p-7");
    UUID id = live("192.0.2.174").id();
    assertThatThrownBy(() -> pins().unpin(id, ResponseFixture.ANALYST, "x"))
        .isInstanceOf(PinConflictException.class);
    pins().pin(id, ResponseFixture.ANALYST, "x");
    assertThatThrownBy(() -> pins().pin(id, ResponseFixture.ANALYST, "y"))
        .isInstanceOf(PinConflictException.class);
    pins().unpin(id, ResponseFixture.ANALYST, "x");
    rempart.revert(incident);
    assertThatThrownBy(() -> pins().pin(id, ResponseFixture.ANALYST, "z"))
        .isInstanceOf(PinConflictException.class);
  }

  private static Pins pins() {
    return rempart.context.getBean(Pins.class);
  }

  private static String keeper(UUID incident) {
    return rempart
        .jdbc
        .sql(
            "select details ->> 'reason' from timeline_entry where incident_id = ? and kind ="
                + " 'containment.kept'")
        .param(incident)
        .query(String.class)
        .single();
  }

  private static UUID blocked(String address, String call) {
    UUID incident = rempart.incident(address);
    rempart.block(incident, call);
    return incident;
  }

  private static Contained live(String target) {
    return rempart.context.getBean(Register.class).live(List.of("default")).stream()
        .filter(one -> one.target().equals(target))
        .findFirst()
        .orElseThrow();
  }
}
