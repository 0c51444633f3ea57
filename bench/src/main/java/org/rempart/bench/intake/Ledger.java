package org.rempart.bench.intake;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the application wrote. */
final class Ledger implements AutoCloseable {

  private final Connection connection;

  Ledger(String database) throws SQLException {
    connection = DriverManager.getConnection(database);
  }

  /** How many alerts are committed; 0 while the application has no tables yet. */
  long accepted() throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet there = statement.executeQuery("select to_regclass('source_state')")) {
      there.next();
      if (there.getString(1) == null) {
        return 0;
      }
    }
    try (var statement = connection.createStatement();
        ResultSet sum =
            statement.executeQuery("select coalesce(sum(received), 0) from source_state")) {
      sum.next();
      return sum.getLong(1);
    }
  }

  /** The incident of each alert, in the order in which the alerts were taken in; null for none. */
  List<@Nullable String> incidentOfEachAlert() throws SQLException {
    List<@Nullable String> incidents = new ArrayList<>();
    connection.setAutoCommit(false);
    try (PreparedStatement select =
        connection.prepareStatement("select incident_id::text from alert order by id")) {
      select.setFetchSize(50_000);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          incidents.add(rows.getString(1));
        }
      }
    }
    connection.setAutoCommit(true);
    return incidents;
  }

  /** Every incident's playbook. */
  Map<String, String> playbooks() throws SQLException {
    Map<String, String> playbooks = new LinkedHashMap<>();
    try (var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select id::text, playbook from incident order by number")) {
      while (rows.next()) {
        playbooks.put(rows.getString(1), rows.getString(2));
      }
    }
    return playbooks;
  }

  /**
   * Incidents with hosts that no alert connects, by an attacker or by naming both. An alert's own
   * entities belong together; incidents whose alerts fall into several such groups are listed.
   */
  List<String> torn() throws SQLException {
    Map<String, Groups> groups = new LinkedHashMap<>();
    try (var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select distinct incident_id::text,
                       array(select e ->> 'kind' || ' ' || (e ->> 'value') from jsonb_array_elements(entities) e
                             where e ->> 'role' <> 'RELATED')
                from alert where incident_id is not null\
                """)) {
      while (rows.next()) {
        groups
            .computeIfAbsent(rows.getString(1), id -> new Groups())
            .together(List.of((String[]) rows.getArray(2).getArray()));
      }
    }
    return groups.entrySet().stream()
        .filter(e -> e.getValue().count() > 1)
        .map(e -> e.getKey() + " " + e.getValue())
        .toList();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
