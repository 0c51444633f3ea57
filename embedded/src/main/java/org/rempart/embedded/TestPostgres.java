package org.rempart.embedded;

/** The tests' PostgreSQL. */
public interface TestPostgres extends TestPart {

  /**
   * Makes an empty database that no other test uses.
   *
   * @return its JDBC URL, user and password included
   */
  String createDatabase();

  /**
   * The same database for the role that the application works as, which owns nothing and has only
   * the rights that a migration gave it.
   *
   * @param url what {@link #createDatabase} answered
   */
  String asApplication(String url);
}
