package org.rempart.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.rempart.core.decision.DecisionFailedException;
import org.rempart.core.decision.DecisionTables;
import org.rempart.core.decision.DecisionTables.Decision;
import org.rempart.core.playbook.PlaybookLibrary;
import org.rempart.core.playbook.TestLibrary;
import org.rempart.embedded.TestStack;
import org.springframework.jdbc.core.simple.JdbcClient;

class GraverPlaybookIT {

  private static final PlaybookLibrary LIBRARY = TestLibrary.packed();
  private static JdbcClient jdbc;

  private final List<Map<String, ?>> asked = new ArrayList<>();
  private UUID incident;

  @BeforeAll
  static void database() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(TestStack.postgres().createDatabase());
    Flyway.configure().dataSource(source).load().migrate();
    jdbc = JdbcClient.create(source);
  }

  @BeforeEach
  void anIncidentInTriage() {
    incident =
        jdbc.sql(
                "insert into incident (site_id, title, severity, playbook, first_alert_at,"
                    + " last_alert_at) values ('default', 'scan', 'HIGH', 'triage-v1', now(),"
                    + " now()) returning id")
            .query(UUID.class)
            .single();
    jdbc.sql("insert into incident_sign values (?, 'scan', now()), (?, 'login-failed', now())")
        .params(incident, incident)
        .update();
    jdbc.sql("insert into incident_technique values (?, 'T1110')").param(incident).update();
  }

  @Test
  void namesThePlaybookThatTheTablesProposeAndLetTakeOver() {
    assertThat(graver("brute-force-v1", true).of(incident)).contains("brute-force-v1");
    assertThat(asked)
        .containsExactly(
            Map.of(
                "signs", List.of("login-failed", "scan"),
                "techniques", List.of("T1110"),
                "severity", "HIGH",
                "rule", "",
                "source", ""),
            Map.of("running", "triage-v1", "proposed", "brute-force-v1"));
  }

  @Test
  void staysWhenTheTablesSaySo() {
    assertThat(graver("brute-force-v1", false).of(incident)).isEmpty();
  }

  @Test
  void staysWhenTheProposedPlaybookIsNotThere() {
    assertThat(graver("our-own-v9", true).of(incident)).isEmpty();
  }

  @Test
  void staysWhenATableFails() {
    DecisionTables broken =
        (id, inputs) -> {
          throw new DecisionFailedException("Table " + id + ": broken.", null);
        };

    assertThat(new GraverPlaybook(jdbc, broken, LIBRARY).of(incident)).isEqualTo(Optional.empty());
  }

  private GraverPlaybook graver(String proposed, boolean takesOver) {
    DecisionTables tables =
        (id, inputs) -> {
          asked.add(inputs);
          return new Decision(
              id.equals("incident-playbook")
                  ? Map.of("playbook", proposed)
                  : Map.of("takesOver", takesOver),
              id,
              List.of());
        };
    return new GraverPlaybook(jdbc, tables, LIBRARY);
  }
}
