package org.rempart.bench.burst;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.rempart.bench.stack.Application;

/** What the journal says of a burst, read from the database as anybody could. */
final class JournalView implements AutoCloseable {

  private static final String STANDS =
      """
      select
        (select count(*) from incident_entity e where e.incident_id = v.incident_id and e.role = 'ATTACKER') as named,
        (select count(distinct a.target) from action a where a.incident_id = v.incident_id
          and a.capability = 'network.block-address' and a.state = 'EXECUTED' and not a.dry_run and a.verified_at is not null) as verified
      from incident_entity v where v.role = 'VICTIM' and v.value = ?\
      """;

  private static final String MARKS =
      """
      select max(a.planned_at) as decided, max(a.executed_at) as executed, max(a.verified_at) as verified,
        max(r.created_at) as begun, count(*) as actions, count(distinct r.id) as responses,
        (select count(distinct p.action_id) from proof p join action b on b.id = p.action_id
          where b.incident_id = a.incident_id and b.capability = a.capability and p.result = 'HOLDS') as holds
      from action a join response r on r.id = a.response_id join incident_entity v on v.incident_id = a.incident_id
      where a.capability = 'network.block-address' and v.role = 'VICTIM' and v.value = ? group by a.incident_id, a.capability\
      """;

  private static final String IN_FORCE =
      "select target from containment where state = 'IN_FORCE' and last_result = 'HOLDS' and"
          + " capability = 'network.block-address'";

  /** Nothing of the incidents is under way, and nothing is left to be told to the engine. */
  private static final String BUSY =
      """
      select (select count(*) from response where state <> 'SETTLED')
        + (select count(*) from outbox where topic like 'incident-%' or topic = 'action-settled')\
      """;

  private final Connection connection;

  JournalView(Application application) throws SQLException {
    this.connection = application.database();
  }

  /** How far an attack's incidents have come. */
  Standing standing(String victim) throws SQLException {
    try (PreparedStatement statement = asked(STANDS, victim);
        ResultSet rows = statement.executeQuery()) {
      int incidents = 0;
      int named = 0;
      int verified = 0;
      while (rows.next()) {
        incidents++;
        named += rows.getInt("named");
        verified += rows.getInt("verified");
      }
      return new Standing(incidents, named, verified);
    }
  }

  /** When the last of an attack's blocks came to each stage; only for one that is over. */
  Marks marks(String victim) throws SQLException {
    try (PreparedStatement statement = asked(MARKS, victim);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        return new Marks(new LinkedHashMap<>(), 0, 0, 0);
      }
      Map<String, Instant> marks = new LinkedHashMap<>();
      for (String mark : new String[] {"begun", "decided", "executed", "verified"}) {
        marks.put(mark, row.getTimestamp(mark).toInstant());
      }
      return new Marks(marks, row.getInt("actions"), row.getInt("responses"), row.getInt("holds"));
    }
  }

  /** Every address whose block is in force and was seen to hold, whatever the attack. */
  Set<String> inForce() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(IN_FORCE);
        ResultSet rows = statement.executeQuery()) {
      Set<String> targets = new HashSet<>();
      while (rows.next()) {
        targets.add(rows.getString(1));
      }
      return targets;
    }
  }

  boolean busy() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BUSY);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getInt(1) > 0;
    }
  }

  private PreparedStatement asked(String sql, String victim) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setString(1, victim);
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /**
   * How far an attack has come.
   *
   * @param incidents into how many incidents it was folded
   * @param named how many attackers they name
   * @param verified how many attackers' blocks the journal says hold
   */
  record Standing(int incidents, int named, int verified) {}

  /**
   * The journal's times of an attack.
   *
   * @param at by stage
   * @param actions how many actions were planned for it
   * @param responses in how many responses
   * @param holds how many actions have a proof that holds
   */
  record Marks(Map<String, Instant> at, int actions, int responses, int holds) {}
}
