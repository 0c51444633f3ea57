package org.rempart.core.guardrail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rempart.core.decision.DmnTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the guardrails' versions. Every method runs in the caller's transaction. */
@Component
class PolicyRows {

  private static final String ROW =
      "select version, state, sha256, packed, note, created_by, created_at, tried_at, published_by,"
          + " published_at from guardrail_policy";

  /** Any number that nobody else locks by; this one spells "rule". */
  private static final long LOCK = 0x72756c65L;

  private final JdbcClient jdbc;

  PolicyRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<PolicyVersion> all() {
    return jdbc.sql(ROW + " order by version desc").query((row, n) -> read(row)).list();
  }

  Optional<PolicyVersion> inForce() {
    return jdbc.sql(ROW + " where state = 'PUBLISHED'").query((row, n) -> read(row)).optional();
  }

  /** One version, with everybody else kept from putting one in force. */
  Optional<PolicyVersion> lock(int version) {
    lockAll();
    return jdbc.sql(ROW + " where version = ?")
        .param(version)
        .query((row, n) -> read(row))
        .optional();
  }

  void lockAll() {
    jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query((row, n) -> n).single();
  }

  Optional<String> dmn(int version) {
    return jdbc.sql("select dmn from guardrail_policy where version = ?")
        .param(version)
        .query(String.class)
        .optional();
  }

  /** Whether the newest version that came as a file is this one. */
  boolean knowsFile(String sha256) {
    return jdbc.sql(
            "select sha256 = ? from guardrail_policy where packed order by version desc limit 1")
        .param(sha256)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  int draft(String dmn, boolean packed, String note, String by) {
    return jdbc.sql(
            "insert into guardrail_policy (state, dmn, sha256, packed, note, created_by) values"
                + " ('DRAFT', ?, ?, ?, ?, ?) returning version")
        .params(dmn, DmnTable.hash(dmn), packed, note, by)
        .query(Integer.class)
        .single();
  }

  void tried(int version) {
    jdbc.sql("update guardrail_policy set tried_at = clock_timestamp() where version = ?")
        .param(version)
        .update();
  }

  void publish(int version, String by) {
    jdbc.sql(
            "update guardrail_policy set state = 'RETIRED', retired_at = clock_timestamp() where"
                + " state = 'PUBLISHED'")
        .update();
    jdbc.sql(
            "update guardrail_policy set state = 'PUBLISHED', published_by = ?, published_at ="
                + " clock_timestamp(), retired_at = null where version = ?")
        .params(by, version)
        .update();
  }

  private static PolicyVersion read(ResultSet row) throws SQLException {
    return new PolicyVersion(
        row.getInt("version"),
        PolicyVersion.State.valueOf(row.getString("state")),
        row.getString("sha256"),
        row.getBoolean("packed"),
        row.getString("note"),
        row.getString("created_by"),
        row.getTimestamp("created_at").toInstant(),
        instant(row, "tried_at"),
        row.getString("published_by"),
        instant(row, "published_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
