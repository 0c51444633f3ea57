package org.rempart.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL on loopback TCP only, with password log-in, {@code fsync} and {@code
 * synchronous_commit} on.
 *
 * @param home its binaries
 * @param data its cluster's folder, made by {@code initdb} the first time
 * @param port where it listens
 * @param password of its owner, {@value #USER}
 */
public record PostgresPart(Path home, Path data, int port, String password) implements Part {

  /** Owner of the cluster and of Rempart's database; migrations run as it. */
  public static final String USER = "rempart";

  /** The role that the application works as; it owns nothing. */
  public static final String APPLICATION = "rempart_app";

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public ProcessBuilder command() throws IOException {
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialise();
    }
    List<String> command = new ArrayList<>(NotRoot.prefix());
    command.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", data.toString()));
    List.of(
            "listen_addresses=" + Ports.LOOPBACK,
            "port=" + port,
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "max_connections=200",
            "shared_buffers=128MB",
            "timezone=UTC",
            "log_timezone=UTC")
        .forEach(setting -> command.addAll(List.of("-c", setting)));
    return new ProcessBuilder(command);
  }

  /** SIGINT is PostgreSQL's fast shutdown; on SIGTERM it would wait for its clients. */
  @Override
  public String stopSignal() {
    return "INT";
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(60);
  }

  @Override
  public boolean ready() {
    try (Connection connection = DriverManager.getConnection(url("postgres"))) {
      return connection.isValid(2);
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** JDBC URL of a database of this server, without its log-in. */
  public String bareUrl(String database) {
    return "jdbc:postgresql://%s:%d/%s".formatted(Ports.LOOPBACK, port, database);
  }

  /** JDBC URL of a database of this server, user and password included. */
  public String url(String database) {
    return bareUrl(database)
        + "?user=%s&password=%s&connectTimeout=2&tcpKeepAlive=true".formatted(USER, password);
  }

  /** Makes a database unless it is there. */
  public void createDatabase(String database) {
    Databases.create(url("postgres"), database);
  }

  /** Makes the application's role, or gives it this password. */
  public void createApplicationRole(String applicationPassword) {
    Databases.createRole(url("postgres"), APPLICATION, applicationPassword);
  }

  private void initialise() throws IOException {
    Files.createDirectories(data);
    Path secret = Files.writeString(data.resolveSibling("initdb.secret"), password);
    try {
      Commands.run(
          data.resolveSibling("initdb.log"),
          NotRoot.prefix(),
          List.of(
              home.resolve("bin/initdb").toString(),
              "--pgdata=" + data,
              "--username=" + USER,
              "--pwfile=" + secret,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--locale=C"));
    } finally {
      Files.delete(secret);
    }
  }
}
