package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.connector.Holding;
import org.rempart.connector.Target;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of what products hold and the register does not. */
@Component
class DriftRows {

  private static final String SELECT =
      """
      select * from (
      select case when c.state = 'VANISHED' then 'VANISHED' else 'OVERDUE' end as kind, c.connector, c.capability, c.target_kind,
        c.target, c.last_evidence as evidence, case when c.state = 'VANISHED' then c.changed_at else c.expires_at end as since, c.id
      from containment c
      where c.since is not null and c.site_id = any(:sites)
        and (c.state = 'VANISHED' or (c.state <> 'REVERTED' and c.expires_at < clock_timestamp() - interval '10 minutes'))
      union all
      select d.kind, d.connector, d.capability, d.target_kind, d.target, d.evidence, d.found_at, null
      from containment_drift d where d.gone_at is null and d.connector = any(:connectors)
      ) d order by kind = 'FOREIGN', since desc\
      """;

  /** A live containment on the target explains what is there, whatever key it carries. */
  private static final String LIVE =
      """
      select c.target_kind || ' ' || c.target from containment c
      where c.connector = ? and c.capability = ? and c.state <> 'REVERTED'\
      """;

  private static final String SEEN =
      """
      insert into containment_drift as d (kind, connector, capability, target_kind, target, order_key, evidence)
      values (:kind, :connector, :capability, :targetKind, :target, :key, left(:evidence, 4000))
      on conflict (connector, capability, target_kind, target) where gone_at is null do update
        set seen_at = clock_timestamp(), kind = excluded.kind, order_key = excluded.order_key, evidence = excluded.evidence
      returning d.id, d.task_id, (select a.incident_id from action a where a.action_key = d.order_key) as incident_id\
      """;

  private static final String GONE =
      """
      update containment_drift set gone_at = clock_timestamp()
      where connector = ? and capability = ? and gone_at is null and not (target_kind || ' ' || target = any(?))
      returning task_id\
      """;

  private final JdbcClient jdbc;

  DriftRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What differs now at these sites and at these products: what is about a containment of ours
   * first, as others may have thousands, and the newest first of each.
   */
  List<Drift> list(Collection<String> sites, Collection<String> connectors) {
    return jdbc.sql(SELECT)
        .param("sites", sites.toArray(String[]::new))
        .param("connectors", connectors.toArray(String[]::new))
        .query((row, n) -> drift(row))
        .list();
  }

  /** The targets that live containments explain, as {@link #place} writes them. */
  Set<String> live(String connector, Capability capability) {
    return new HashSet<>(
        jdbc.sql(LIVE).params(connector, capability.id()).query(String.class).list());
  }

  static String place(Target target) {
    return target.kind().name() + " " + target.value();
  }

  /** Notes one that no live containment explains. */
  Sight seen(String connector, Capability capability, Holding holding) {
    Drift.Kind kind = holding.key() == null ? Drift.Kind.FOREIGN : Drift.Kind.ORPHANED;
    return jdbc.sql(SEEN)
        .param("kind", kind.name())
        .param("connector", connector)
        .param("capability", capability.id())
        .param("targetKind", holding.target().kind().name())
        .param("target", holding.target().value())
        .param("key", holding.key())
        .param("evidence", holding.evidence())
        .query(
            (row, n) ->
                new Sight(
                    row.getObject("id", UUID.class),
                    row.getObject("task_id", UUID.class),
                    row.getObject("incident_id", UUID.class)))
        .single();
  }

  void asked(UUID id, UUID taskId) {
    jdbc.sql("update containment_drift set task_id = ? where id = ?").params(taskId, id).update();
  }

  /**
   * Notes that all others are gone.
   *
   * @return the tasks that asked about them
   */
  List<UUID> gone(String connector, Capability capability, Collection<String> present) {
    return jdbc
        .sql(GONE)
        .params(connector, capability.id(), present.toArray(String[]::new))
        .query((row, n) -> java.util.Optional.ofNullable(row.getObject(1, UUID.class)))
        .list()
        .stream()
        .flatMap(java.util.Optional::stream)
        .toList();
  }

  private static Drift drift(ResultSet row) throws SQLException {
    OffsetDateTime since = Objects.requireNonNull(row.getObject("since", OffsetDateTime.class));
    return new Drift(
        Drift.Kind.valueOf(row.getString("kind")),
        row.getString("connector"),
        row.getString("capability"),
        row.getString("target_kind"),
        row.getString("target"),
        row.getString("evidence"),
        since.toInstant(),
        row.getObject("id", UUID.class));
  }

  /**
   * A row of what drifted.
   *
   * @param taskId the task that asks about it, or {@code null} when none does yet
   * @param incidentId the incident whose action had its key, or {@code null} when none is known
   */
  record Sight(UUID id, @Nullable UUID taskId, @Nullable UUID incidentId) {}
}
