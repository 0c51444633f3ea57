package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rempart.connector.Capability;
import org.rempart.connector.Order;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The proofs of actions, and what is to be proven. Every method runs in the caller's transaction.
 */
@Component
class ProofJournal {

  /** Of a run of equal results the first and the newest stay: the newest moves on. */
  private static final String PROVE =
      """
      with s as (
        select * from jsonb_to_recordset(:rows::jsonb) as s(action_id uuid, result text, read_at timestamptz, evidence text)
        where s.result is not null),
      moved as (
        update proof p set read_at = s.read_at, evidence = left(s.evidence, 4000)
        from s where p.id = (select max(n.id) from proof n where n.action_id = s.action_id) and p.result = s.result
          and s.result = (select b.result from proof b where b.action_id = s.action_id and b.id < p.id order by b.id desc limit 1)
        returning p.action_id)
      insert into proof (action_id, result, read_at, evidence)
      select s.action_id, s.result, s.read_at, left(s.evidence, 4000) from s
      where s.action_id not in (select action_id from moved)\
      """;

  private static final String UNPROVEN =
      """
      select a.*, coalesce(c.order_key, a.action_key) as order_key, c.id as containment_id
      from action a
        left join containment_claim cl on cl.action_id = a.id and cl.released_at is null
        left join containment c on c.id = cl.containment_id
      where a.response_id = ? and a.state = 'EXECUTED' and a.proof_due and not a.dry_run and a.verified_at is null
      order by a.id\
      """;

  private static final String PROVEN =
      """
      update action a set changed_at = clock_timestamp(),
        verified_at = case when s.result = 'HOLDS' then clock_timestamp() - make_interval(secs => s.proven_ago) end
      from jsonb_to_recordset(:rows::jsonb) as s(action_id uuid, result text, proven_ago float8)
      where a.id = s.action_id and a.state = 'EXECUTED' and a.verified_at is null\
      """;

  private final JdbcClient jdbc;
  private final Rows rows;
  private final ConnectorRegistry registry;

  ProofJournal(JdbcClient jdbc, Rows rows, ConnectorRegistry registry) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.registry = registry;
  }

  /** What of a response is executed, can be read back and did not hold so far. */
  List<Lease> unproven(UUID responseId) {
    return jdbc.sql(UNPROVEN).param(responseId).query((row, n) -> unproven(row)).list().stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Lease> unproven(ResultSet row) throws SQLException {
    Capability capability = new Capability(row.getString("capability"));
    Target target =
        new Target(TargetKind.valueOf(row.getString("target_kind")), row.getString("target"));
    Order order =
        new Order(
            row.getString("order_key"),
            capability,
            target,
            null,
            rows.texts(row.getString("parameters")));
    UUID id = row.getObject("id", UUID.class);
    UUID containmentId = row.getObject("containment_id", UUID.class);
    long fencing = row.getLong("fencing");
    int attempts = row.getInt("attempts");
    Lease.Standing standing = containmentId == null ? Lease.Standing.PLAIN : Lease.Standing.JOIN;
    return registry
        .service(row.getString("connector"), capability)
        .map(
            s ->
                new Lease(
                    id,
                    s,
                    order,
                    fencing,
                    attempts,
                    false,
                    null,
                    containmentId,
                    standing,
                    null,
                    null,
                    null));
  }

  /** Stores further proofs; what holds is proven from now on. */
  void proven(List<Settlement> read) {
    jdbc.sql(PROVEN).param("rows", rows.of(read)).update();
    jdbc.sql(PROVE).param("rows", rows.of(read)).update();
  }
}
