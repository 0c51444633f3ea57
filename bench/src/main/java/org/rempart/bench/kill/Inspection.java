package org.rempart.bench.kill;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rempart.bench.stack.Application;
import tools.jackson.databind.JsonNode;

/** Compares what was acknowledged with the database and with what the products really hold. */
final class Inspection {

  /**
   * Longer than a job's lease (60 s) and its back-offs (1, 4, 16 and 64 s) together: what comes
   * later is stranded.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(240);

  /** Incidents of an attacker that came to a person's step with their block proven. */
  private static final String ARRIVED =
      """
      select count(distinct e.value)
        from incident_entity e
       where e.kind = 'ADDRESS' and e.role = 'ATTACKER' and e.value = any (?)
         and exists (select from task t where t.incident_id = e.incident_id and t.kind = 'STEP')
         and exists (select from action a join proof p on p.action_id = a.id
                      where a.incident_id = e.incident_id and a.capability = 'network.block-address' and p.result = 'HOLDS')\
      """;

  /** How the incidents of these attackers stand that did not come to a person. */
  private static final String STANDING =
      """
      select e.value, i.number, i.phase, i.claimed_at is not null as claimed,
             (select string_agg(t.kind || ' ' || t.form_id || ' ' || t.state, ', ') from task t where t.incident_id = i.id) as tasks,
             (select string_agg(a.capability || ' ' || a.state, ', ') from action a where a.incident_id = i.id) as actions
        from incident_entity e join incident i on i.id = e.incident_id
       where e.kind = 'ADDRESS' and e.role = 'ATTACKER' and e.value = any (?)
         and not exists (select from task t where t.incident_id = i.id and t.kind = 'STEP')\
      """;

  private static final String INCIDENTS =
      """
      select value, count(distinct incident_id) from incident_entity
       where kind = 'ADDRESS' and role = 'ATTACKER' and value = any (?) group by value\
      """;

  private final Application application;

  Inspection(Application application) {
    this.application = application;
  }

  /** Waits until every one of these attackers' incidents has come to a person, or patience ends. */
  int awaitQuiet(List<String> attackers) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    int arrived = arrived(attackers);
    while (arrived < attackers.size() && Instant.now().isBefore(deadline)) {
      Thread.sleep(500);
      arrived = arrived(attackers);
    }
    return arrived;
  }

  /** The tally of one run. */
  Tally of(List<String> attackers) throws SQLException, IOException, InterruptedException {
    int arrived = awaitQuiet(attackers);
    Map<String, Integer> incidents = incidents(attackers);
    Map<String, Integer> blocks = blocks();
    int lost = attackers.size() - incidents.size();
    int doubled = (int) incidents.values().stream().filter(count -> count > 1).count();
    int lostActions =
        (int) incidents.keySet().stream().filter(attacker -> !blocks.containsKey(attacker)).count();
    int doubledActions =
        (int) attackers.stream().filter(attacker -> blocks.getOrDefault(attacker, 0) > 1).count();
    int stranded = attackers.size() - lost - arrived;
    if (stranded > 0) {
      tellStanding(attackers);
    }
    return new Tally(
        attackers.size(), lost, doubled, lostActions, doubledActions, Math.max(0, stranded));
  }

  /** What no single run shows: tickets that were opened twice for one incident. */
  Tally strays() throws IOException, InterruptedException {
    Map<String, Integer> tickets = new HashMap<>();
    for (JsonNode ticket : application.practice().state().at("/glpi/tickets")) {
      tickets.merge(ticket.path("externalid").asString(), 1, Integer::sum);
    }
    int doubled = (int) tickets.values().stream().filter(count -> count > 1).count();
    return new Tally(0, 0, 0, 0, doubled, 0);
  }

  private int arrived(List<String> attackers) {
    try (Connection connection = application.database();
        PreparedStatement statement = prepared(connection, ARRIVED, attackers);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      // PostgreSQL is the one that was killed and is not back yet.
      return 0;
    }
  }

  private void tellStanding(List<String> attackers) throws SQLException {
    try (Connection connection = application.database();
        PreparedStatement statement = prepared(connection, STANDING, attackers);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        System.out.printf(
            "        %s: incident %d in %s, claimed %s; tasks: %s; actions: %s%n",
            row.getString(1),
            row.getLong(2),
            row.getString(3),
            row.getBoolean(4),
            row.getString(5),
            row.getString(6));
      }
    }
  }

  private Map<String, Integer> incidents(List<String> attackers) throws SQLException {
    Map<String, Integer> counts = new HashMap<>();
    try (Connection connection = application.database();
        PreparedStatement statement = prepared(connection, INCIDENTS, attackers);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getInt(2));
      }
    }
    return counts;
  }

  /**
   * How often each address came to be on the firewall's list; a repeat that changed nothing does
   * not count.
   */
  private Map<String, Integer> blocks() throws IOException, InterruptedException {
    Map<String, Integer> counts = new HashMap<>();
    for (JsonNode operation : application.practice().state().at("/opnsense/operations")) {
      boolean changed = operation.at("/details/changed").asString().equals("true");
      if (operation.path("operation").asString().equals("add") && changed) {
        counts.merge(operation.path("target").asString(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static PreparedStatement prepared(
      Connection connection, String sql, List<String> attackers) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setArray(1, connection.createArrayOf("text", attackers.toArray()));
    return statement;
  }
}
