package org.rempart.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Databases of a PostgreSQL server. */
final class Databases {

  private Databases() {}

  /**
   * Makes a database unless it is there.
   *
   * @param server JDBC URL of the server's database {@code postgres}, log-in included
   */
  static void create(String server, String name) {
    try (Connection connection = DriverManager.getConnection(server);
        Statement statement = connection.createStatement()) {
      String known = "select 1 from pg_database where datname = '" + name + "'";
      if (!statement.executeQuery(known).next()) {
        statement.execute("create database \"" + name + "\"");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("could not make database " + name, e);
    }
  }
}
