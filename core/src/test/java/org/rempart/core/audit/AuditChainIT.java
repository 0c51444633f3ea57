package org.rempart.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.embedded.TestStack;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** The chain shows whatever somebody with the database in hand changed. */
class AuditChainIT {

  private static final Actor AWA = Actor.person("awa", "RESPONDER", "10.0.0.1");

  private static HikariDataSource source;
  private static JdbcTemplate jdbc;
  private static AuditTrail trail;
  private static AuditSealer sealer;
  private static AuditChain chain;

  @BeforeAll
  static void open() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(TestStack.postgres().createDatabase());
    source = new HikariDataSource(config);
    Flyway.configure().dataSource(source).load().migrate();
    jdbc = new JdbcTemplate(source);
    JsonMapper json = JsonMapper.builder().build();
    trail = new AuditTrail(JdbcClient.create(source), json);
    sealer =
        new AuditSealer(jdbc, json, new JdbcTransactionManager(source), new SimpleMeterRegistry());
    chain = new AuditChain(jdbc, json);
  }

  @AfterAll
  static void close() {
    source.close();
  }

  @BeforeEach
  void threeEntries() {
    jdbc.update("delete from audit_entry");
    for (int i = 0; i < 3; i++) {
      trail.record(
          AWA,
          "incident.verdict",
          "incident",
          "i-" + i,
          Map.of("verdict", ""),
          Map.of("verdict", "BENIGN", "score", 0.5, "note", "é"),
          "a drill");
    }
    sealer.seal();
  }

  @Test
  void sealedEntriesAreNumberedWithoutGapsAndFit() {
    assertThat(jdbc.queryForList("select sequence from audit_entry order by id", Long.class))
        .containsExactly(1L, 2L, 3L);
    assertThat(chain.verify()).isEmpty();
  }

  @Test
  void laterEntriesGoOnWithTheChain() {
    trail.record(AWA, "task.claim", "task", "t", null, null, null);
    sealer.seal();
    assertThat(jdbc.queryForObject("select max(sequence) from audit_entry", Long.class))
        .isEqualTo(4);
    assertThat(chain.verify()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_entry set reason = 'something else' where sequence = 2",
        "update audit_entry set after = '{\"verdict\": \"TRUE_POSITIVE\"}' where sequence = 2",
        "update audit_entry set before = null where sequence = 2",
        "update audit_entry set actor = 'moussa' where sequence = 2",
        "update audit_entry set at = at + interval '1 second' where sequence = 2",
        "update audit_entry set subject_id = 'other' where sequence = 2",
        "update audit_entry set hash = decode(repeat('00', 32), 'hex') where sequence = 2",
        "delete from audit_entry where sequence = 2"
      })
  void everyChangeBreaksTheChainThere(String tampering) {
    jdbc.update(tampering);
    assertThat(chain.verify())
        .hasValueSatisfying(fault -> assertThat(fault.sequence()).isEqualTo(2));
  }

  @Test
  void erasedValuesDoNotBreakIt() {
    jdbc.update(
        "update audit_entry set reason = null, after = null, erased_at = now() where sequence = 2");
    assertThat(chain.verify()).isEmpty();
  }

  @Test
  void manySealersAtOnceMakeOneChain() throws Exception {
    for (int i = 0; i < 1200; i++) {
      trail.record(AWA, "task.claim", "task", "t" + i, null, null, null);
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        threads.submit(sealer::seal);
      }
    }
    sealer.seal();
    assertThat(
            jdbc.queryForObject(
                "select count(*) from audit_entry where sequence is null", Long.class))
        .isZero();
    assertThat(chain.verify()).isEmpty();
  }
}
