package org.rempart.core.guardrail;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The list of what no playbook may touch by itself. */
@Component
public class ProtectedTargets {

  private static final Logger LOG = LoggerFactory.getLogger(ProtectedTargets.class);

  private static final String ROW =
      """
      select id, site_id, kind, value, category, reason, array(select host(x) from unnest(resolved) x) as addresses, resolved_at,
        created_by, created_at from protected_target\
      """;

  private final JdbcClient jdbc;
  private final AuditTrail audit;

  ProtectedTargets(JdbcClient jdbc, AuditTrail audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /** The entries that hold at any of these sites, those for all sites included. */
  public List<ProtectedTarget> list(Collection<String> sites) {
    return jdbc.sql(
            ROW + " where site_id is null or site_id = any(?) order by category, kind, value")
        .param(sites.toArray(String[]::new))
        .query((row, n) -> read(row))
        .list();
  }

  /**
   * Adds an entry; one that is there already stays as it is.
   *
   * @param siteId the site it holds for, or {@code null} for all
   * @throws IllegalArgumentException when the value is none of its kind; says what would be
   */
  @Transactional
  public void add(
      @Nullable String siteId,
      ProtectedTarget.Kind kind,
      String value,
      Protection category,
      String reason,
      Actor actor) {
    int added;
    try {
      added =
          jdbc.sql(
                  "insert into protected_target (site_id, kind, value, category, reason,"
                      + " created_by) values (?, ?, ?, ?, ?, ?) on conflict do nothing")
              .params(siteId, kind.name(), value.strip(), category.name(), reason, actor.name())
              .update();
    } catch (DataIntegrityViolationException unfit) {
      throw new IllegalArgumentException(
          "value must be one address or a range such as 10.0.0.0/24 or 2001:db8::/48", unfit);
    }
    if (added > 0) {
      Map<String, Object> after =
          Map.of("kind", kind, "value", value.strip(), "category", category);
      audit.record(actor, "protected.add", "protected", value.strip(), null, after, reason);
    }
  }

  /** Takes an entry off the list; one that is gone already is. */
  @Transactional
  public void remove(UUID id, Collection<String> sites, String reason, Actor actor) {
    jdbc.sql(
            "delete from protected_target where id = ? and (site_id is null or site_id = any(?))"
                + " returning kind, value, category")
        .params(id, sites.toArray(String[]::new))
        .query(
            (row, n) ->
                Map.of(
                    "kind", row.getString(1),
                    "value", row.getString(2),
                    "category", row.getString(3)))
        .optional()
        .ifPresent(
            gone ->
                audit.record(
                    actor, "protected.remove", "protected", gone.get("value"), gone, null, reason));
  }

  /**
   * Looks the names of protected hosts up, all their addresses. A name that can't be looked up
   * keeps what it had: a name service that is away must not open a gap.
   */
  @Scheduled(fixedDelayString = "PT2M", initialDelayString = "PT3S")
  public void resolve() {
    List<String> names =
        jdbc.sql(
                "select distinct value from protected_target where kind = 'HOST' and"
                    + " coalesce(resolved_at, '-infinity') < clock_timestamp() - interval '1"
                    + " minute'")
            .query(String.class)
            .list();
    names.forEach(this::resolve);
  }

  private void resolve(String name) {
    try {
      String[] addresses =
          Arrays.stream(InetAddress.getAllByName(name))
              .filter(a -> !a.isLoopbackAddress())
              .map(a -> a.getHostAddress().replaceAll("%.*", ""))
              .toArray(String[]::new);
      jdbc.sql(
              "update protected_target set resolved = ?::inet[], resolved_at = clock_timestamp()"
                  + " where kind = 'HOST' and value = ?")
          .params(addresses, name)
          .update();
    } catch (UnknownHostException unknown) {
      LOG.debug("protected host {} is in no name service", name);
    }
  }

  private static ProtectedTarget read(ResultSet row) throws SQLException {
    Timestamp resolved = row.getTimestamp("resolved_at");
    return new ProtectedTarget(
        row.getObject("id", UUID.class),
        row.getString("site_id"),
        ProtectedTarget.Kind.valueOf(row.getString("kind")),
        row.getString("value"),
        Protection.valueOf(row.getString("category")),
        row.getString("reason"),
        List.of((String[]) row.getArray("addresses").getArray()),
        resolved == null ? null : resolved.toInstant(),
        row.getString("created_by"),
        row.getTimestamp("created_at").toInstant());
  }
}
