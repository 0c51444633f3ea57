package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rempart.core.storage.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Containments and the claims that actions hold on them. Every method runs in the caller's
 * transaction and takes the containments' row locks in one order.
 */
@Component
class Claims {

  /** Begins at the incident's own actions: all that is in force anywhere may be far more. */
  private static final String STANDING =
      """
      select distinct c.connector, c.target
      from action a join containment_claim cl on cl.action_id = a.id and cl.released_at is null
        join containment c on c.id = cl.containment_id
      where a.incident_id = :incident and a.capability = :capability and c.state = 'IN_FORCE' and c.last_result = 'HOLDS'
        and (c.expires_at is null or c.expires_at > clock_timestamp() + make_interval(secs => :left))\
      """;

  /**
   * The upsert locks the row, so that claim, release and revert of one containment come one after
   * another. What has vanished is brought about anew by whoever claims it next. Doubt is asked for
   * with a limit, as the planner would answer an {@code exists} by one pass over all actions.
   */
  private static final String RESERVE =
      """
      insert into containment as c (site_id, connector, capability, target_kind, target, state, order_key)
      select :site, w.connector, w.capability, w.target_kind, w.target, 'IN_FORCE', w.order_key
      from jsonb_to_recordset(:wanted::jsonb)
        as w(connector text, capability text, target_kind text, target text, order_key text)
      order by w.connector, w.capability, w.target_kind, w.target
      on conflict (connector, capability, target_kind, target) where state <> 'REVERTED' do update set
        state = case when c.state in ('REVERT_FAILED', 'VANISHED') then 'IN_FORCE' else c.state end,
        since = case when c.state = 'VANISHED' then null else c.since end,
        state_before = case when c.state = 'VANISHED' then null else c.state_before end,
        found = case when c.state = 'VANISHED' then null else c.found end,
        establisher = case when c.state = 'VANISHED' then null else c.establisher end,
        message = null,
        changed_at = clock_timestamp()
      returning c.id, c.connector, c.target, c.state, c.since is not null as established, c.order_key, c.found,
        c.establisher, c.product_until, c.last_result is distinct from 'HOLDS' as unseen,
        coalesce((select true from containment_claim cl join action a on a.id = cl.action_id
          where cl.containment_id = c.id and (a.in_doubt or a.state = 'EXECUTING') limit 1), false) as doubtful\
      """;

  /**
   * An establisher that has ended without a word from the product leaves its place to the next. A
   * statement of its own, as only one that begins under the row locks sees what their holders did.
   */
  private static final String ABANDONED =
      """
      update containment c set establisher = null
      where c.id = any(?) and c.since is null
        and not exists (select 1 from action a where a.id = c.establisher and a.state in ('PLANNED', 'WAITING', 'EXECUTING'))
      returning c.id\
      """;

  /**
   * Whether a claim is the first is asked in the new value and not in the condition: the planner
   * holds such containments for rare, and would go through the claims anew for each. The array
   * makes it look rows up by their ids: it guesses a hundred of them, and would read a small table
   * whole.
   */
  private static final String CLAIM =
      """
      with w as (select * from jsonb_to_recordset(?::jsonb) as w(containment_id uuid, action_id uuid)),
      own as (
        update containment c set establisher = case when c.since is null then coalesce(c.establisher, w.action_id) else c.establisher end
        from w where c.id = w.containment_id and c.id = any(array(select containment_id from w)))
      insert into containment_claim (containment_id, action_id) select containment_id, action_id from w
      on conflict do nothing\
      """;

  private static final String ESTABLISHED =
      """
      with s as (select * from jsonb_to_recordset(?::jsonb) as s(containment_id uuid, state_before jsonb, executed_ago float8, expiry_seconds float8,
        product_until timestamptz, read_at timestamptz, result text, evidence text))
      update containment c set
        since = coalesce(c.since, clock_timestamp() - make_interval(secs => coalesce(s.executed_ago, 0))),
        state_before = coalesce(c.state_before, s.state_before),
        expires_at = case when s.expiry_seconds is null then null
          when c.since is not null and c.expires_at is null then null
          else greatest(c.expires_at, clock_timestamp() + make_interval(secs => s.expiry_seconds)) end,
        expiry_set_at = case when c.expires_at > clock_timestamp() + make_interval(secs => s.expiry_seconds) then c.expiry_set_at
          else clock_timestamp() end,
        product_until = coalesce(s.product_until, c.product_until),
        last_read_at = s.read_at, last_result = s.result, last_evidence = left(s.evidence, 4000),
        changed_at = clock_timestamp()
      from s where c.id = s.containment_id and c.id = any(array(select containment_id from s))\
      """;

  private static final String READ =
      """
      update containment c set last_read_at = s.read_at, last_result = s.result, last_evidence = left(s.evidence, 4000),
        changed_at = clock_timestamp()
      from jsonb_to_recordset(:rows::jsonb) as s(containment_id uuid, read_at timestamptz, result text, evidence text)
      where c.id = s.containment_id\
      """;

  private final JdbcClient jdbc;
  private final Rows rows;

  Claims(JdbcClient jdbc, Rows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /**
   * Where an incident holds what it wants already: proven, claimed, and not about to end.
   *
   * @param left seconds that must be left of it
   * @return places, as {@link Held#place(String, String)} writes them
   */
  Set<String> standing(UUID incidentId, String capability, double left) {
    return Set.copyOf(
        jdbc.sql(STANDING)
            .param("incident", incidentId)
            .param("capability", capability)
            .param("left", left)
            .query((row, n) -> Held.place(row.getString("connector"), row.getString("target")))
            .list());
  }

  /** Finds or makes the live containments and locks them; one per connector and target. */
  Map<String, Held> reserve(String siteId, Collection<Wanted> wanted) {
    List<Held> held =
        jdbc.sql(RESERVE)
            .param("site", siteId)
            .param("wanted", rows.of(wanted))
            .query((row, n) -> held(row))
            .list();
    Set<UUID> abandoned = abandoned(held);
    return held.stream()
        .map(h -> abandoned.contains(h.id()) ? h.abandoned() : h)
        .collect(Collectors.toMap(Held::place, Function.identity()));
  }

  private Set<UUID> abandoned(List<Held> held) {
    UUID[] owned =
        held.stream()
            .filter(h -> !h.established() && h.establisher() != null)
            .map(Held::id)
            .toArray(UUID[]::new);
    return owned.length == 0
        ? Set.of()
        : Set.copyOf(jdbc.sql(ABANDONED).param(owned).query(UUID.class).list());
  }

  /** Lets actions claim containments that were reserved in this transaction. */
  void claim(Statements statements, List<Claim> claims) {
    if (!claims.isEmpty()) {
      statements.add(CLAIM, rows.of(claims));
    }
  }

  /** Notes what a read before the first write showed, once. */
  void found(UUID containmentId, String result) {
    jdbc.sql(
            "update containment set found = coalesce(found, ?), changed_at = clock_timestamp()"
                + " where id = ?")
        .params(result, containmentId)
        .update();
  }

  /** Notes that the product has confirmed containments. */
  void established(Statements statements, List<Settlement> settlements) {
    List<Settlement> held =
        settlements.stream().filter(s -> s.executed() && s.containmentId() != null).toList();
    if (!held.isEmpty()) {
      statements.add(ESTABLISHED, rows.of(held));
    }
  }

  /** Notes what a later read-back showed. */
  void read(List<Settlement> settlements) {
    List<Settlement> held = settlements.stream().filter(s -> s.containmentId() != null).toList();
    if (!held.isEmpty()) {
      jdbc.sql(READ).param("rows", rows.of(held)).update();
    }
  }

  private static Held held(ResultSet row) throws SQLException {
    java.sql.Timestamp until = row.getTimestamp("product_until");
    return new Held(
        row.getObject("id", UUID.class),
        row.getString("connector"),
        row.getString("target"),
        row.getString("state").equals("REVERTING"),
        row.getBoolean("established"),
        row.getString("order_key"),
        row.getString("found"),
        row.getObject("establisher", UUID.class),
        until == null ? null : until.toInstant(),
        row.getBoolean("doubtful"),
        row.getBoolean("unseen"));
  }

  /** What an action wants to hold. */
  record Wanted(
      String connector, String capability, String targetKind, String target, String orderKey) {}

  /** One claim. */
  record Claim(UUID containmentId, UUID actionId) {}
}
