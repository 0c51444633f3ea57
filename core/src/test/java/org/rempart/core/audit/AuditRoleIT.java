package org.rempart.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.core.audit.AuditFixture.AWA;
import static org.rempart.core.audit.AuditFixture.MOUSSA;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the roles of the database can and can't do to the audit. */
class AuditRoleIT {

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
  void twoSealedOneUnsealed() {
    if (audit.application.queryForObject(
        "select count(*) = 3 and count(sequence) = 2 and count(erased_at) = 0 from audit_entry",
        Boolean.class)) {
      return; // What was refused has changed nothing.
    }
    audit.empty();
    audit.entries(2);
    audit.owner.update(
        "insert into audit_key (id, public_key) values ('0123456789abcdef', '\\x00')");
    audit.owner.update(
        "insert into audit_checkpoint (sequence, hash, at, key_id, signature) values (1, '\\x00',"
            + " now(), '0123456789abcdef', '\\x00')");
    audit.trail.record(AWA, "task.claim", "task", "t", null, null, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_entry set reason = 'something else'",
        "update audit_entry set at = now()",
        "update audit_entry set sequence = 3 where sequence is null",
        "update audit_entry set before = null, after = null, reason = null, salt = null,"
            + " erased_at = now() where sequence = 1",
        "delete from audit_entry",
        "truncate audit_entry",
        "truncate audit_entry cascade",
        "drop table audit_entry",
        "alter table audit_entry disable trigger all",
        "alter table audit_entry disable trigger audit_entry_stays",
        "alter table audit_entry drop column reason",
        "alter table audit_entry add column more text",
        "alter table audit_entry owner to rempart_app",
        "alter table audit_entry rename to audit_entries",
        "drop trigger audit_entry_stays on audit_entry",
        "create trigger mine before insert on audit_entry for each row execute function"
            + " audit_stays()",
        "create or replace function audit_stays() returns trigger language plpgsql as 'begin return"
            + " new; end'",
        "drop function audit_seal",
        "set session_replication_role = replica",
        "select allow_application('rempart_app')",
        "insert into audit_entry (actor_kind, actor, what, subject_kind, subject_id, at) values"
            + " ('SYSTEM', 'x', 'x', 'x', 'x', now() - interval '1 year')",
        "insert into audit_entry (id, actor_kind, actor, what, subject_kind, subject_id) overriding"
            + " system value values (1, 'SYSTEM', 'x', 'x', 'x', 'x')",
        "insert into audit_entry (actor_kind, actor, what, subject_kind, subject_id, sequence)"
            + " values ('SYSTEM', 'x', 'x', 'x', 'x', 3)",
        "select setval('audit_entry_id_seq', 1)",
        "update audit_checkpoint set at = now()",
        "delete from audit_checkpoint",
        "truncate audit_checkpoint",
        "drop table audit_checkpoint",
        "alter table audit_checkpoint disable trigger all",
        "update audit_key set public_key = '\\x01'",
        "delete from audit_key",
        "update audit_installation set id = gen_random_uuid()",
        "delete from audit_installation",
        "insert into audit_installation (only_one) values (true)",
        "update flyway_schema_history set success = false",
        "create table public.audit_other (id int)"
      })
  void theApplicationHasNoRightTo(String sql) {
    refused(audit.application, sql, "permission denied|must be owner|must be able to SET ROLE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_entry set reason = 'something else' where sequence = 1",
        "update audit_entry set sequence = 9 where sequence = 2",
        "update audit_entry set hash = '\\x00' where sequence = 2",
        "update audit_entry set actor = 'x' where sequence is null",
        "update audit_entry set reason = null where sequence = 1",
        "update audit_entry set before = null, after = null, reason = null, salt = null,"
            + " erased_at = now() where sequence = 1",
        "delete from audit_entry where sequence = 2",
        "truncate audit_entry",
        "update audit_checkpoint set sequence = 2",
        "delete from audit_checkpoint",
        "truncate audit_checkpoint",
        "delete from audit_key",
        "update audit_installation set id = gen_random_uuid()"
      })
  void theTriggersRefuseItToTheOwnerToo(String sql) {
    refused(audit.owner, sql, "the audit stays as it is");
  }

  @Test
  void theApplicationCannotGiveItselfARight() {
    // PostgreSQL answers with a warning.
    audit.application.execute("grant update on audit_entry to rempart_app");

    refused(audit.application, "update audit_entry set reason = 'x'", "permission denied");
  }

  @Test
  void sealingWorksAndGoesOnlyOn() {
    audit.sealer.seal();

    assertThat(
            audit.application.queryForObject("select max(sequence) from audit_entry", Long.class))
        .isEqualTo(3);
    assertThat(audit.chain.verify()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Sealed already.
        "select audit_seal(array[min(id)], 3, array['\\x000102030405060708090a0b0c0d0e0f'::bytea],"
            + " array[null::bytea], array[null::bytea], array[null::bytea], array[sha256('x')])"
            + " from audit_entry",
        // Leaves a gap.
        "select audit_seal(array[max(id)], 4, array['\\x000102030405060708090a0b0c0d0e0f'::bytea],"
            + " array[null::bytea], array[null::bytea], array[null::bytea], array[sha256('x')])"
            + " from audit_entry",
        // Takes the number of another.
        "select audit_seal(array[max(id)], 2, array['\\x000102030405060708090a0b0c0d0e0f'::bytea],"
            + " array[null::bytea], array[null::bytea], array[null::bytea], array[sha256('x')])"
            + " from audit_entry",
        // Has no salt.
        "select audit_seal(array[max(id)], 3, array[null::bytea], array[null::bytea],"
            + " array[null::bytea], array[null::bytea], array[sha256('x')]) from audit_entry"
      })
  void nobodySealsOtherwise(String sql) {
    assertThatThrownBy(() -> audit.application.execute(sql))
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void aTableOfTheCallersOwnDoesNotStandInForTheAudit() {
    audit.application.execute(
        (Connection connection) -> {
          try (var statement = connection.createStatement()) {
            statement.execute("create temporary table audit_entry (like public.audit_entry)");
            statement.execute("select audit_erase(1, 'PERSON', 'awa', '', '', 'why')");
            statement.execute("drop table pg_temp.audit_entry");
          }
          return null;
        });

    assertThat(what()).endsWith("audit.erase");
  }

  @Test
  void erasingTakesValuesAndSaltAndTellsWhoDidIt() {
    assertThat(audit.erasure.erase(1, MOUSSA, "asked for by the patient")).isTrue();
    assertThat(audit.erasure.erase(1, MOUSSA, "again")).isFalse();
    assertThat(audit.erasure.erase(99, MOUSSA, "nothing there")).isFalse();

    Map<String, Object> erased =
        audit.application.queryForMap("select * from audit_entry where sequence = 1");
    assertThat(erased.get("before")).isNull();
    assertThat(erased.get("after")).isNull();
    assertThat(erased.get("reason")).isNull();
    assertThat(erased.get("salt")).isNull();
    assertThat(erased.get("before_digest")).isNotNull();
    assertThat(erased.get("erased_at")).isNotNull();
    audit.sealer.seal();
    assertThat(
            audit.application.queryForMap(
                "select actor, address, subject_id, reason from audit_entry where what ="
                    + " 'audit.erase'"))
        .containsValues("moussa", "10.0.0.2", "1", "asked for by the patient");
    assertThat(audit.chain.verify()).isEmpty();
  }

  @Test
  void laterTablesCanBeUsedAndThoseOfTheAuditOnlyAddedTo() {
    audit.owner.execute("create table later (id int)");
    audit.application.update("insert into later values (1)");
    audit.application.update("delete from later");
    audit.owner.execute("create table audit_later (id int)");
    audit.owner.execute("select allow_application('rempart_app')");

    audit.application.update("insert into audit_later values (1)");
    refused(audit.application, "delete from audit_later", "permission denied");
    audit.owner.execute("drop table later, audit_later");
  }

  @Test
  void daysOfAlertsAreMadeAndDroppedThoughTheOwnerHasTheTable() {
    audit.application.execute("select alert_partition_make(current_date + 400)");
    audit.application.execute("select alert_partition_make(date '2020-01-01')");
    audit.application.execute("select alert_partitions_drop_empty()");

    assertThat(
            audit.application.queryForList(
                "select relname from pg_class where relname ~ '^alert_[0-9]{8}$' order by 1",
                String.class))
        .hasSize(1);
  }

  private static List<String> what() {
    return audit.application.queryForList(
        "select what from public.audit_entry order by id", String.class);
  }

  private static void refused(JdbcTemplate role, String sql, String why) {
    assertThatThrownBy(() -> role.execute(sql))
        .isInstanceOfAny(BadSqlGrammarException.class, DataAccessException.class)
        .rootCause()
        .message()
        .containsPattern(why);
  }
}
