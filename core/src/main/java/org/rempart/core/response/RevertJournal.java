package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.connector.Order;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of containments that are being undone. Runs in the caller's transaction. */
@Component
class RevertJournal {

  /**
   * Latest first: what was built on something is undone before it. An action under way is waited
   * for. Who stores an outcome ends the lease; one that has run out was left by somebody who died.
   */
  private static final String TAKE =
      """
      with due as (
        select c.id from containment c
        where c.state = 'REVERTING' and coalesce(c.next_attempt_at, '-infinity') <= clock_timestamp()
          and coalesce(c.lease_until, '-infinity') < clock_timestamp()
          and not stopped(c.site_id, c.connector) and c.site_id <> all(:others)
          and not exists (select 1 from containment_claim cl join action a on a.id = cl.action_id
            where cl.containment_id = c.id and a.state = 'EXECUTING')
        order by c.since desc nulls first, c.id desc limit 500 for update of c skip locked)
      update containment c set fencing = c.fencing + 1, attempts = c.attempts + 1, changed_at = clock_timestamp(),
        lease_until = clock_timestamp() + make_interval(secs => :lease)
      from due where c.id = due.id
      returning c.*, old.lease_until is not null as left_in_doubt, (select a.incident_id from containment_claim cl join action a on a.id = cl.action_id
        where cl.containment_id = c.id order by cl.released_at desc nulls last limit 1) as incident_id\
      """;

  /**
   * Whose lease ran out and was taken over is no longer ours; what the kill switch stops meanwhile
   * is free again at once.
   */
  private static final String KEEP =
      """
      with kept as (
        update containment c set
          lease_until = case when stopped(c.site_id, c.connector) then null else clock_timestamp() + make_interval(secs => :lease) end
        from jsonb_to_recordset(:rows::jsonb) as r(id uuid, fencing bigint)
        where c.id = r.id and c.fencing = r.fencing and c.state = 'REVERTING'
        returning c.id, c.lease_until)
      select id from kept where lease_until is not null\
      """;

  private static final String STORE =
      """
      update containment c set state = e.state, message = e.message, lease_until = null,
        next_attempt_at = clock_timestamp() + make_interval(secs => e.retry_seconds),
        waiting_since = case when e.state = 'REVERTING' and not e.taken_back then coalesce(c.waiting_since, clock_timestamp()) end,
        reverted_at = case when e.state = 'REVERTED' then clock_timestamp() end,
        taken_back_at = case when e.state = 'REVERTING' and e.taken_back then coalesce(c.taken_back_at, clock_timestamp()) end,
        last_read_at = coalesce(e.read_at, c.last_read_at), last_result = coalesce(e.result, c.last_result),
        last_evidence = coalesce(left(e.evidence, 4000), c.last_evidence), changed_at = clock_timestamp()
      from jsonb_to_recordset(:rows::jsonb) as e(containment_id uuid, fencing bigint, state text, message text, retry_seconds float8,
        taken_back boolean, result text, read_at timestamptz, evidence text)
      where c.id = e.containment_id and c.fencing = e.fencing and c.state = 'REVERTING'
      returning c.id\
      """;

  /** Who waited for the revert may go on. */
  private static final String WAKE =
      """
      update action a set next_attempt_at = clock_timestamp() from containment c
      where c.id = any(?) and a.state = 'WAITING' and a.connector = c.connector and a.capability = c.capability
        and a.target = c.target\
      """;

  private static final String AGAIN =
      """
      update containment set state = 'REVERTING', attempts = 0, next_attempt_at = null, message = null,
        changed_at = clock_timestamp()
      where id = ? and state = 'REVERT_FAILED'\
      """;

  private final JdbcClient jdbc;
  private final Rows rows;
  private final ConnectorRegistry registry;
  private final Holds holds;

  RevertJournal(JdbcClient jdbc, Rows rows, ConnectorRegistry registry, Holds holds) {
    this.holds = holds;
    this.jdbc = jdbc;
    this.rows = rows;
    this.registry = registry;
  }

  /** Takes what is due, except at these sites. */
  List<Revert> take(Duration lease, Set<String> others) {
    return jdbc
        .sql(TAKE)
        .param("others", others.toArray(String[]::new))
        .param("lease", lease.toMillis() / 1000.0)
        .query((row, n) -> revert(row))
        .list()
        .stream()
        .sorted(
            Comparator.comparing(Revert::since, Comparator.nullsFirst(Comparator.reverseOrder())))
        .toList();
  }

  /**
   * Begins the leases of what was taken anew, right before its call.
   *
   * @return what may be called: what is still ours and not stopped
   */
  List<Revert> keep(List<Revert> taken, Duration lease) {
    Set<UUID> ours =
        holds.keep(
            KEEP,
            taken.stream().map(r -> new Holds.Hold(r.containmentId(), r.fencing())).toList(),
            lease);
    return taken.stream().filter(r -> ours.contains(r.containmentId())).toList();
  }

  /** Stores what came of attempts whose fencing number is still ours; answers which. */
  Set<UUID> store(List<Revert.Ended> ended) {
    List<UUID> ours =
        jdbc.sql(STORE)
            .param("rows", rows.of(ended))
            .query((row, n) -> row.getObject("id", UUID.class))
            .list();
    jdbc.sql(WAKE).param(ours.toArray(UUID[]::new)).update();
    return new HashSet<>(ours);
  }

  /** Tries a failed revert again. */
  boolean again(UUID containmentId) {
    return jdbc.sql(AGAIN).param(containmentId).update() > 0;
  }

  private Revert revert(ResultSet row) throws SQLException {
    Capability capability = new Capability(row.getString("capability"));
    String connector = row.getString("connector");
    Target target =
        new Target(TargetKind.valueOf(row.getString("target_kind")), row.getString("target"));
    String before = row.getString("state_before");
    Timestamp since = row.getTimestamp("since");
    Map<String, String> stateBefore = before == null ? Map.of() : rows.texts(before);
    return new Revert(
        row.getObject("id", UUID.class),
        row.getObject("incident_id", UUID.class),
        row.getString("site_id"),
        registry.service(connector, capability).orElse(null),
        connector,
        new Order(row.getString("order_key"), capability, target, null, Map.of()),
        stateBefore,
        theirs(row, before),
        row.getLong("fencing"),
        row.getInt("attempts"),
        row.getTimestamp("taken_back_at") != null || row.getBoolean("left_in_doubt"),
        since == null ? null : since.toInstant());
  }

  /**
   * A crash before the first outcome leaves no state before; the read before the write tells then.
   */
  private static boolean theirs(ResultSet row, @Nullable String before) throws SQLException {
    return before == null && "HOLDS".equals(row.getString("found"));
  }
}
