package org.rempart.app.health;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Waits at start until PostgreSQL answers, then migrates and gives the application's role its
 * rights, both as the owner of the tables ({@code spring.flyway.user}, where that is set). What
 * waiting can't cure (a wrong password, a database that doesn't exist) ends the start with a
 * sentence that says what to do.
 */
@Component
class DatabaseWait implements FlywayMigrationStrategy {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWait.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final String url;
  private final DataSource application;

  DatabaseWait(Environment environment, DataSource application) {
    this.url = environment.getProperty("spring.datasource.url", "");
    this.application = application;
  }

  @Override
  public void migrate(Flyway flyway) {
    var owner = flyway.getConfiguration().getDataSource();
    var ownersRole = role(owner);
    flyway.migrate();
    var role = role(application);
    if (!role.equals(ownersRole)) {
      JdbcClient.create(owner).sql("select allow_application(?)").param(role).query(row -> {});
    }
  }

  /** Who we are there; waits until it answers. */
  private String role(DataSource database) {
    while (true) {
      try (var connection = database.getConnection();
          var statement = connection.createStatement();
          var answer = statement.executeQuery("select current_user")) {
        answer.next();
        return answer.getString(1);
      } catch (SQLException failure) {
        refuseIfHopeless(failure);
        LOG.warn(
            "PostgreSQL at {} does not answer ({}). Waiting; spring.datasource.url says where it"
                + " is.",
            url,
            rootOf(failure).getMessage());
        pause();
      }
    }
  }

  /** SQLSTATE class 28 is authorisation, 3D000 an unknown database. */
  private void refuseIfHopeless(SQLException failure) {
    var state = rootOf(failure).getSQLState();
    if (state != null && (state.startsWith("28") || state.equals("3D000"))) {
      throw new IllegalStateException(
          "PostgreSQL at %s refuses: %s. Set spring.datasource.url, .username and .password; and"
              + " spring.flyway.user and .password where another role owns the tables."
                  .formatted(url, rootOf(failure).getMessage()),
          failure);
    }
  }

  /** The pool wraps what the driver said. */
  private static SQLException rootOf(SQLException failure) {
    return failure.getCause() instanceof SQLException cause ? rootOf(cause) : failure;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for PostgreSQL.", interrupted);
    }
  }
}
