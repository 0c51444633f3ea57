package org.rempart.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.core.audit.AuditFixture.AWA;
import static org.rempart.core.audit.AuditFixture.MOUSSA;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chain shows whatever somebody with the database in hand changed. */
class AuditChainIT {

  private static AuditFixture audit;

  @BeforeAll
  static void open() {
    audit = AuditFixture.fresh();
  }

  @AfterAll
  static void close() {
    audit.close();
  }

  @BeforeEach
  void threeEntries() {
    audit.empty();
    audit.entries(3);
  }

  @Test
  void sealedEntriesAreNumberedWithoutGapsAndFit() {
    assertThat(
            audit.application.queryForList(
                "select sequence from audit_entry order by id", Long.class))
        .containsExactly(1L, 2L, 3L);
    assertThat(audit.chain.verify()).isEmpty();
  }

  @Test
  void laterEntriesGoOnWithTheChain() {
    audit.trail.record(AWA, "task.claim", "task", "t", null, null, null);
    audit.sealer.seal();
    assertThat(
            audit.application.queryForObject("select max(sequence) from audit_entry", Long.class))
        .isEqualTo(4);
    assertThat(audit.chain.verify()).isEmpty();
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
    audit.tamper(tampering);
    assertThat(audit.chain.verify())
        .hasValueSatisfying(fault -> assertThat(fault.sequence()).isEqualTo(2));
  }

  @Test
  void erasedValuesDoNotBreakIt() {
    assertThat(audit.erasure.erase(2, MOUSSA, "asked for by the patient")).isTrue();
    assertThat(audit.chain.verify()).isEmpty();
  }

  @Test
  void manySealersAtOnceMakeOneChain() throws Exception {
    for (int i = 0; i < 1200; i++) {
      audit.trail.record(AWA, "task.claim", "task", "t" + i, null, null, null);
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        threads.submit(audit.sealer::seal);
      }
    }
    audit.sealer.seal();
    assertThat(
            audit.application.queryForObject(
                "select count(*) from audit_entry where sequence is null", Long.class))
        .isZero();
    assertThat(audit.chain.verify()).isEmpty();
  }
}
