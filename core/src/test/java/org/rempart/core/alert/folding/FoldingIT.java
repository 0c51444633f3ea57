package org.rempart.core.alert.folding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.core.alert.AlertFixture.eve;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rempart.core.alert.AlertFixture;

class FoldingIT {

  private final AlertFixture fixture = new AlertFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void anAlertOpensAnIncidentWithAllThatBelongsToIt() {
    fixture.stream("suricata", 0, List.of(eve(7, "SSH brute force", 1, "203.0.113.7", "10.0.0.5")));

    assertThat(
            fixture.jdbc.queryForMap(
                "select site_id, title, severity, playbook, alert_count, status from incident"))
        .containsEntry("title", "SSH brute force (203.0.113.7 → 10.0.0.5)")
        .containsEntry("severity", "HIGH")
        .containsEntry("playbook", "brute-force-v1")
        .containsEntry("alert_count", 1L)
        .containsEntry("status", "OPEN");
    assertThat(
            fixture.jdbc.queryForList(
                "select role || ' ' || value || ' ' || site_scope from incident_entity order by 1",
                String.class))
        .containsExactly("ATTACKER 203.0.113.7 ", "VICTIM 10.0.0.5 default");
    assertThat(fixture.jdbc.queryForList("select sign from incident_sign", String.class))
        .containsExactly("login-failed");
    assertThat(fixture.jdbc.queryForList("select topic from outbox order by id", String.class))
        .containsExactly("incident-opened", "event");
    assertThat(fixture.jdbc.queryForList("select what from audit_entry", String.class))
        .containsExactly("incident.opened");
    assertThat(fixture.jdbc.queryForList("select kind from timeline_entry", String.class))
        .containsExactly("incident.opened");
  }

  @Test
  void aStormEndsAsCountsOnOneIncident() {
    String alert = eve(7, "SSH brute force", 1, "203.0.113.7", "10.0.0.5");
    fixture.stream("suricata", 0, IntStream.range(0, 3000).mapToObj(i -> alert).toList());
    fixture.stream("suricata", 3000, IntStream.range(0, 3000).mapToObj(i -> alert).toList());

    assertThat(fixture.count("select count(*) from incident")).isEqualTo(1);
    assertThat(fixture.count("select alert_count from incident")).isEqualTo(6000);
    assertThat(fixture.count("select count from alert_fold")).isEqualTo(6000);
    assertThat(fixture.count("select count(*) from alert where incident_id is not null"))
        .isEqualTo(6000);
  }
}
