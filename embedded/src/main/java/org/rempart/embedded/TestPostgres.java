package org.rempart.embedded;

/** The tests' PostgreSQL. */
public interface TestPostgres extends TestPart {

  /**
   * Makes an empty database that no other test uses.
   *
   * @return its JDBC URL, user and password included
   */
  String createDatabase();
}
