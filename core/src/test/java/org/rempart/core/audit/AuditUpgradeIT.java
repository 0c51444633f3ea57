package org.rempart.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.rempart.core.audit.chain.AuditLink;
import org.rempart.embedded.TestStack;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** A database whose application was its owner, as it was before, goes on with two roles. */
class AuditUpgradeIT {

  @Test
  void whatWasSealedStaysAndTheChainGoesOn() {
    String url = TestStack.postgres().createDatabase();
    var before = new DriverManagerDataSource(url);
    Flyway.configure().dataSource(before).target("10").load().migrate();
    JdbcTemplate jdbc = new JdbcTemplate(before);
    AuditTrail trail = new AuditTrail(JdbcClient.create(before), new JsonMapper());
    trail.record(AuditFixture.AWA, "task.claim", "task", "t1", null, Map.of("by", "awa"), "why");
    seal(jdbc);
    trail.record(AuditFixture.AWA, "task.claim", "task", "t2", null, null, null);

    try (AuditFixture after = AuditFixture.migrated(url)) {
      after.sealer.seal();
      after.entries(1);
      assertThat(after.erasure.erase(1, AuditFixture.MOUSSA, "asked for")).isTrue();
      after.sealer.seal();

      assertThat(after.chain.verify()).isEmpty();
      assertThat(
              after.application.queryForObject("select max(sequence) from audit_entry", Long.class))
          .isEqualTo(4);
    }
  }

  /** As the sealer did it that was the owner. */
  private static void seal(JdbcTemplate jdbc) {
    byte[] salt = new byte[16];
    AuditLink link =
        jdbc.queryForObject(
            "select * from audit_entry", (row, n) -> AuditRows.unsealed(row, 1, salt));
    jdbc.update(
        "update audit_entry set sequence = 1, salt = ?, before_digest = ?, after_digest = ?,"
            + " reason_digest = ?, hash = ?, sealed_at = clock_timestamp()",
        salt,
        link.beforeDigest(),
        link.afterDigest(),
        link.reasonDigest(),
        link.hash(AuditLink.NOTHING));
  }
}
