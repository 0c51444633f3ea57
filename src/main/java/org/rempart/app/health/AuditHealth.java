package org.rempart.app.health;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether the role that the application has in the database could change the audit. That is no
 * failure, as the triggers hold, but less of a proof: it stands as {@code warning}.
 */
@Component("audit")
class AuditHealth extends AbstractHealthIndicator {

  private static final String ALTERABLE =
      """
      select bool_or(has_table_privilege(current_user, c.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')
        or pg_has_role(current_user, c.relowner, 'MEMBER'))
      from pg_class c where c.oid in ('audit_entry'::regclass, 'audit_checkpoint'::regclass, 'audit_key'::regclass)\
      """;

  private final JdbcClient jdbc;

  AuditHealth(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    var role = jdbc.sql("select current_user").query(String.class).single();
    health.up().withDetail("role", role);
    if (jdbc.sql(ALTERABLE).query(Boolean.class).single()) {
      health.withDetail(
          "warning",
          "the application's role %s could alter the audit: give it a role that owns no table (docs/audit.md)"
              .formatted(role));
    }
  }
}
