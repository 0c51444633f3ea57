package org.rempart.core.alert.folding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rempart.core.alert.AlertFixture.eve;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.core.alert.AlertFixture;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

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

  @Test
  void aThousandStrangersAtOneDoorAreOneIncidentThatNamesThemAll() {
    List<String> alerts =
        IntStream.range(0, 1000)
            .mapToObj(i -> "198.18." + i / 250 + "." + (i % 250 + 1))
            .map(stranger -> eve(7, "SSH brute force", 1, stranger, "10.0.0.5"))
            .toList();
    fixture.stream("suricata", 0, alerts);
    fixture.stream("suricata", 1000, alerts.subList(0, 400));

    assertThat(fixture.count("select count(*) from incident")).isEqualTo(1);
    assertThat(fixture.count("select count(*) from incident_entity where role = 'ATTACKER'"))
        .isEqualTo(1000);
    assertThat(fixture.count("select count(*) from incident_entity where alert_count = 2"))
        .isEqualTo(400);
    assertThat(fixture.count("select count(*) from alert_fold where count = 2")).isEqualTo(400);
    assertThat(fixture.count("select count(*) from fold_key where key like 'f|%'")).isEqualTo(1000);
  }

  @Test
  void equalPrivateAddressesOfTwoSitesAreTwoHosts() {
    fixture.jdbc.update(
        "insert into site (id, name) values ('dakar', 'Dakar'), ('thies', 'Thiès')");
    fixture.post("suricata", "dakar", eve(7, "Web scan", 2, "10.0.0.66", "10.0.0.5"));
    fixture.post("suricata", "thies", eve(7, "Web scan", 2, "10.0.0.66", "10.0.0.5"));

    assertThat(fixture.jdbc.queryForList("select site_id from incident order by 1", String.class))
        .containsExactly("dakar", "thies");
    assertThat(
            fixture.jdbc.queryForList(
                "select distinct site_scope from incident_entity order by 1", String.class))
        .containsExactly("dakar", "thies");
  }

  @Test
  void anAttackersFurtherVictimsJoinAndTheEngineHearsOfThemOnce() {
    fixture.stream("suricata", 0, List.of(eve(7, "Web scan", 2, "203.0.113.7", "10.0.0.5")));
    fixture.stream("suricata", 1, List.of(eve(8, "Probe", 2, "203.0.113.7", "10.0.0.6")));
    fixture.stream("suricata", 2, List.of(eve(8, "Probe", 2, "203.0.113.7", "10.0.0.7")));

    assertThat(fixture.count("select count(*) from incident")).isEqualTo(1);
    assertThat(fixture.count("select count(*) from incident_entity where role = 'VICTIM'"))
        .isEqualTo(3);
    assertThat(fixture.count("select count(*) from outbox where topic = 'incident-grown'"))
        .isEqualTo(1);
    assertThat(
            fixture.count(
                "select count(*) from incident i join outbox o on o.id = i.growth_told and o.key ="
                    + " i.id::text and o.topic = 'incident-grown'"))
        .isEqualTo(1);
  }

  @Test
  void anotherAttackersOtherVictimIsAnotherStory() {
    fixture.stream(
        "suricata",
        0,
        List.of(
            eve(7, "Web scan", 2, "203.0.113.7", "10.0.0.5"),
            eve(7, "Web scan", 2, "203.0.113.8", "10.0.0.5"),
            eve(7, "Web scan", 2, "203.0.113.8", "10.0.0.6")));

    assertThat(
            fixture.jdbc.queryForList(
                "select alert_count from incident order by number", Long.class))
        .containsExactly(2L, 1L);
  }

  @Test
  void mildAlertsOpenNothingAndCountAsContext() {
    fixture.stream("suricata", 0, List.of(eve(9, "Odd header", 3, "203.0.113.9", "10.0.0.5")));
    assertThat(fixture.count("select count(*) from incident")).isZero();

    fixture.stream("suricata", 1, List.of(eve(7, "Web scan", 1, "203.0.113.7", "10.0.0.5")));
    fixture.stream("suricata", 2, List.of(eve(9, "Odd header", 3, "203.0.113.9", "10.0.0.5")));

    assertThat(fixture.count("select alert_count from incident")).isEqualTo(2);
    assertThat(fixture.count("select count(*) from incident_entity where value = '203.0.113.9'"))
        .isZero();
    assertThat(fixture.count("select count(*) from alert where incident_id is null")).isEqualTo(1);
  }

  @Test
  void aWorseAlertRaisesTheSeverityAndSaysSo() {
    fixture.stream("suricata", 0, List.of(eve(7, "Web scan", 2, "203.0.113.7", "10.0.0.5")));
    fixture.stream("suricata", 1, List.of(eve(8, "Trojan", 1, "203.0.113.7", "10.0.0.5")));

    assertThat(fixture.jdbc.queryForObject("select severity from incident", String.class))
        .isEqualTo("HIGH");
    assertThat(fixture.jdbc.queryForList("select kind from timeline_entry", String.class))
        .contains("incident.severity");
  }

  @Test
  void aClosedIncidentTakesNothingMore() {
    fixture.stream("suricata", 0, List.of(eve(7, "Web scan", 2, "203.0.113.7", "10.0.0.5")));
    fixture.jdbc.update("update incident set status = 'CLOSED'");
    fixture.stream("suricata", 1, List.of(eve(7, "Web scan", 2, "203.0.113.7", "10.0.0.5")));

    assertThat(fixture.count("select count(*) from incident")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FALSE_POSITIVE", "BENIGN"})
  void anIncidentThatIsNoAttackTakesNothingMoreHoweverLongItsCloseTakes(String verdict) {
    fixture.stream("suricata", 0, List.of(eve(7, "Web scan", 2, "203.0.113.7", "10.0.0.5")));
    fixture.jdbc.update("update incident set verdict = ?", verdict);
    fixture.stream("suricata", 1, List.of(eve(7, "Web scan", 2, "203.0.113.8", "10.0.0.5")));

    assertThat(incidents()).containsExactly("203.0.113.7", "203.0.113.8");
  }

  @Test
  void anIncidentThatIsAnAttackGoesOnTakingAlerts() {
    fixture.stream("suricata", 0, List.of(eve(7, "Web scan", 2, "203.0.113.7", "10.0.0.5")));
    fixture.jdbc.update("update incident set verdict = 'TRUE_POSITIVE'");
    fixture.stream("suricata", 1, List.of(eve(7, "Web scan", 2, "203.0.113.8", "10.0.0.5")));

    assertThat(incidents()).containsExactly("203.0.113.7 203.0.113.8");
  }

  @Test
  void anAlertThatComesWhileTheVerdictIsWrittenWaitsForIt() {
    fixture.stream("suricata", 0, List.of(eve(7, "Web scan", 2, "203.0.113.7", "10.0.0.5")));
    TransactionTemplate verdict =
        new TransactionTemplate(fixture.part(JdbcTransactionManager.class));
    CompletableFuture<?> folded =
        verdict.execute(
            status -> {
              fixture.jdbc.update("update incident set verdict = 'FALSE_POSITIVE'");
              CompletableFuture<?> coming =
                  CompletableFuture.runAsync(
                      () ->
                          fixture.stream(
                              "suricata",
                              1,
                              List.of(eve(7, "Web scan", 2, "203.0.113.8", "10.0.0.5"))));
              await().until(this::somebodyWaits);
              return coming;
            });
    folded.join();

    assertThat(incidents()).containsExactly("203.0.113.7", "203.0.113.8");
  }

  private boolean somebodyWaits() {
    return fixture.count(
            "select count(*) from pg_stat_activity where datname = current_database() and"
                + " wait_event_type = 'Lock'")
        > 0;
  }

  /** The attackers that each incident names. */
  private List<String> incidents() {
    return fixture.jdbc.queryForList(
        """
        select string_agg(e.value, ' ' order by e.value) from incident i join incident_entity e on e.incident_id = i.id
        where e.role = 'ATTACKER' group by i.number order by i.number\
        """,
        String.class);
  }
}
