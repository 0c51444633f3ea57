package org.rempart.bench.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.rempart.bench.faults.Effect.Kind;
import org.rempart.bench.stack.Application;

/** Reads the journal from Rempart's database. */
final class JournalReader {

  private static final String KEPT = "select count(*) from alert where event_id like ?";

  private static final String INCIDENTS =
      """
      select i.id::text, 'INC-' || i.number as number, i.status = 'CLOSED' as closed,
        array(select t.form_id from task t where t.incident_id = i.id and t.state in ('OPEN', 'CLAIMED')) as steps,
        array(select a.capability from action a where a.incident_id = i.id and a.state = 'EXECUTED') as executed,
        (select count(*) from response r where r.incident_id = i.id and r.state <> 'SETTLED')
          + (select count(*) from action a where a.incident_id = i.id and a.state in ('PLANNED', 'WAITING', 'EXECUTING')) as unsettled,
        (select count(*) from action a where a.incident_id = i.id and a.state = 'EXECUTED' and a.proof_due
          and a.verified_at is null) as unproven,
        (select count(*) from containment_claim cl join action a on a.id = cl.action_id
          where a.incident_id = i.id and cl.released_at is null) as held,
        (select count(distinct c.id) from containment c join containment_claim cl on cl.containment_id = c.id
          join action a on a.id = cl.action_id
          where a.incident_id = i.id and c.state in ('REVERTING', 'REVERT_FAILED')) as ending,
        array(select a.reference from action a where a.incident_id = i.id and a.capability = 'notify.mail'
          and a.reference is not null) as notices
      from incident i where i.id in (select incident_id from alert where event_id like ?)\
      """;

  private static final String CONTAINMENTS =
      """
      select capability, target, state = 'IN_FORCE' and last_result = 'HOLDS' as proven
      from containment where target = any (?) and state <> 'REVERTED'\
      """;

  private static final String OVER =
      "update containment set expires_at = clock_timestamp() where target = any (?) and state ="
          + " 'IN_FORCE'";

  private final Application application;

  JournalReader(Application application) {
    this.application = application;
  }

  /** Reads what there is about these alerts and targets. */
  Journal read(List<UUID> alerts, Collection<Effect> targets) throws SQLException {
    try (Connection connection = application.database()) {
      List<Journal.Alert> read = new ArrayList<>();
      for (UUID alert : alerts) {
        read.add(alert(connection, alert));
      }
      return new Journal(read, containments(connection, targets));
    }
  }

  /** Time passes: what contains these targets has reached its end. */
  void endTime(Collection<Effect> targets) throws SQLException {
    try (Connection connection = application.database();
        PreparedStatement update = prepared(connection, OVER, targets)) {
      update.executeUpdate();
    }
  }

  private static Journal.Alert alert(Connection connection, UUID id) throws SQLException {
    List<Journal.Incident> incidents = new ArrayList<>();
    try (PreparedStatement kept = connection.prepareStatement(KEPT);
        PreparedStatement statement = connection.prepareStatement(INCIDENTS)) {
      kept.setString(1, id + "/%");
      statement.setString(1, id + "/%");
      try (ResultSet rows = statement.executeQuery();
          ResultSet count = kept.executeQuery()) {
        while (rows.next()) {
          incidents.add(incident(rows));
        }
        count.next();
        return new Journal.Alert(count.getInt(1), incidents);
      }
    }
  }

  private static Journal.Incident incident(ResultSet row) throws SQLException {
    return new Journal.Incident(
        row.getString("id"),
        row.getString("number"),
        row.getBoolean("closed"),
        texts(row, "steps"),
        texts(row, "executed"),
        row.getInt("unsettled"),
        row.getInt("unproven"),
        row.getInt("held"),
        row.getInt("ending"),
        texts(row, "notices"));
  }

  private static List<Journal.Containment> containments(
      Connection connection, Collection<Effect> targets) throws SQLException {
    List<Journal.Containment> containments = new ArrayList<>();
    try (PreparedStatement statement = prepared(connection, CONTAINMENTS, targets);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Kind kind = Kind.of(row.getString("capability"));
        Effect effect = new Effect(kind, row.getString("target"));
        containments.add(new Journal.Containment(effect, row.getBoolean("proven")));
      }
    }
    return containments;
  }

  private static PreparedStatement prepared(
      Connection connection, String sql, Collection<Effect> targets) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    Object[] values = targets.stream().map(Effect::target).distinct().toArray();
    statement.setArray(1, connection.createArrayOf("text", values));
    return statement;
  }

  private static Set<String> texts(ResultSet row, String column) throws SQLException {
    return Set.copyOf(List.of((String[]) row.getArray(column).getArray()));
  }
}
