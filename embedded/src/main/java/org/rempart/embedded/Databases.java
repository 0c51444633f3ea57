package org.rempart.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** Databases and roles of a PostgreSQL server. */
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

  /**
   * Makes a role that may log in and own nothing, or gives it this password.
   *
   * @param server JDBC URL of the server's database {@code postgres}, log-in of its owner included
   */
  static void createRole(String server, String role, String password) {
    try (Connection connection = DriverManager.getConnection(server);
        Statement statement = connection.createStatement()) {
      String known = "select 1 from pg_roles where rolname = " + literal(connection, role);
      String verb = statement.executeQuery(known).next() ? "alter" : "create";
      statement.execute(
          "%s role \"%s\" login nosuperuser nocreatedb nocreaterole noinherit password %s"
              .formatted(verb, role, literal(connection, password)));
    } catch (SQLException e) {
      throw new IllegalStateException("could not make role " + role, e);
    }
  }

  /** A JDBC URL with another log-in. */
  static String loggedIn(String url, String role, String password) {
    return url.replaceFirst("user=[^&]*&password=[^&]*", "user=" + role + "&password=" + password);
  }

  private static String literal(Connection connection, String text) throws SQLException {
    return "'" + connection.unwrap(PGConnection.class).escapeLiteral(text) + "'";
  }
}
