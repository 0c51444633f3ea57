package org.rempart.core.guardrail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The kill switch, which stops every call to a product, and the dry run, in which actions are
 * journaled and reach none. Each for everything or for a part; all of it in the database, so that
 * every instance knows at once.
 */
@Component
public class Switches {

  private static final String ROWS =
      "select name, scope, scope_id, enabled, reason, changed_by, changed_at from response_switch";

  private final JdbcClient jdbc;
  private final AuditTrail audit;

  Switches(JdbcClient jdbc, AuditTrail audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /** The switches that are on, those for everything first. */
  public List<Switch> on() {
    return jdbc.sql(ROWS + " where enabled order by scope <> 'ALL', name desc, scope, scope_id")
        .query((row, n) -> read(row))
        .list();
  }

  /**
   * Turns a switch; to turn it to where it stands changes nothing.
   *
   * @param scopeId id of the site, connector or playbook (process id); empty for ALL
   * @param reason why, for the audit; not blank
   * @throws IllegalArgumentException when there is no such switch; the message names what is wrong
   */
  @Transactional
  public void turn(
      Name name, Scope scope, String scopeId, boolean enabled, String reason, Actor actor) {
    check(name, scope, scopeId);
    int turned =
        jdbc.sql(
                """
                insert into response_switch as s (name, scope, scope_id, enabled, reason, changed_by, changed_at)
                values (?, ?, ?, ?, ?, ?, clock_timestamp())
                on conflict (name, scope, scope_id) do update set enabled = excluded.enabled, reason = excluded.reason,
                  changed_by = excluded.changed_by, changed_at = excluded.changed_at where s.enabled <> excluded.enabled\
                """)
            .params(name.name(), scope.name(), scopeId, enabled, reason, actor.name())
            .update();
    if (turned > 0) {
      audit.record(
          actor,
          enabled ? "switch.on" : "switch.off",
          "switch",
          String.join(" ", name.name(), scope.name(), scopeId).strip(),
          Map.of("enabled", !enabled),
          Map.of("enabled", enabled),
          reason);
    }
  }

  /** Whether a product must not be called for a response any more; read anew at every call. */
  public boolean stopped(UUID responseId, String connector) {
    return jdbc.sql(
            "select stopped(i.site_id, ?) from response r join incident i on i.id = r.incident_id"
                + " where r.id = ?")
        .params(connector, responseId)
        .query(Boolean.class)
        .single();
  }

  private static void check(Name name, Scope scope, String scopeId) {
    if (scope == Scope.ALL != scopeId.isEmpty()) {
      throw new IllegalArgumentException(
          scope == Scope.ALL ? "scopeId must be empty for ALL" : "scopeId is missing");
    }
    boolean known =
        switch (scope) {
          case ALL, SITE -> true;
          case CONNECTOR -> name == Name.KILL;
          case PLAYBOOK -> name == Name.DRY_RUN;
        };
    if (!known) {
      throw new IllegalArgumentException("there is no switch " + name + " for " + scope);
    }
  }

  private static Switch read(ResultSet row) throws SQLException {
    return new Switch(
        Name.valueOf(row.getString("name")),
        Scope.valueOf(row.getString("scope")),
        row.getString("scope_id"),
        row.getString("reason"),
        row.getString("changed_by"),
        row.getTimestamp("changed_at").toInstant());
  }

  /**
   * A switch that is on.
   *
   * @param scopeId id of the site, connector or playbook; empty for ALL
   * @param reason why it was turned on
   * @param by who did
   * @param since when
   */
  public record Switch(
      Name name, Scope scope, String scopeId, String reason, String by, Instant since) {}

  /** What a switch does. */
  public enum Name {
    /** No product is called. */
    KILL,
    /** Actions are journaled, and no product is called. */
    DRY_RUN
  }

  /** What a switch is for. */
  public enum Scope {
    ALL,
    SITE,
    CONNECTOR,
    PLAYBOOK
  }
}
