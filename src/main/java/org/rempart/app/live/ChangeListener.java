package org.rempart.app.live;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.rempart.core.incident.Changes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Listens on PostgreSQL's channel over a connection of its own, and hands on what it hears. After a
 * break it connects again and says {@value #ALL}, as notices may have been missed.
 */
@Component
class ChangeListener implements SmartLifecycle {

  /** Said when anything may have changed. */
  static final String ALL = "all";

  private static final Logger LOG = LoggerFactory.getLogger(ChangeListener.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int WAIT_MILLIS = 5_000;

  private final JdbcConnectionDetails database;
  private final LiveStreams streams;
  private volatile @Nullable Thread thread;

  ChangeListener(JdbcConnectionDetails database, LiveStreams streams) {
    this.database = database;
    this.streams = streams;
  }

  @Override
  public void start() {
    var listener = Thread.ofPlatform().daemon().name("rempart-listen").unstarted(this::listen);
    thread = listener;
    listener.start();
  }

  @Override
  public void stop() {
    var running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /** Whether the calling thread is still the one that listens: after a restart another one is. */
  private boolean listening() {
    return thread == Thread.currentThread();
  }

  private void listen() {
    while (listening()) {
      try (var connection = connect()) {
        streams.tell(ALL);
        hear(connection);
      } catch (SQLException broken) {
        if (listening()) {
          LOG.info("Live updates pause: {}", broken.getMessage());
          pause();
        }
      }
    }
  }

  private Connection connect() throws SQLException {
    var connection =
        DriverManager.getConnection(
            database.getJdbcUrl(), database.getUsername(), database.getPassword());
    try (var statement = connection.createStatement()) {
      statement.execute("listen " + Changes.CHANNEL);
    }
    return connection;
  }

  private void hear(Connection connection) throws SQLException {
    var notices = connection.unwrap(PGConnection.class);
    while (listening()) {
      var heard = notices.getNotifications(WAIT_MILLIS);
      if (heard == null || heard.length == 0) {
        // A connection that died without a word is found out by asking.
        if (!connection.isValid(5)) {
          throw new SQLException("PostgreSQL does not answer.");
        }
        continue;
      }
      for (var notice : heard) {
        streams.tell(notice.getParameter());
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
