package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tickets of an incident, and how they stand at their products. */
@Component
public class Tickets {

  private static final String SELECT =
      """
      select distinct on (a.connector) a.connector, a.reference, s.closed, s.evidence, s.read_at, s.since
      from action a left join ticket_state s on s.incident_id = a.incident_id and s.connector = a.connector
      where a.incident_id = ? and a.capability = 'ticket.open' and a.state = 'EXECUTED' and not a.dry_run and a.reference is not null
      order by a.connector, a.executed_at\
      """;

  private final JdbcClient jdbc;

  Tickets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One for each product that has a ticket of the incident, by the products' ids. */
  public List<Ticket> ofIncident(UUID incidentId) {
    return jdbc.sql(SELECT).param(incidentId).query((row, n) -> ticket(row)).list();
  }

  private static Ticket ticket(ResultSet row) throws SQLException {
    boolean read = row.getObject("closed") != null;
    return new Ticket(
        row.getString("connector"),
        row.getString("reference"),
        !read ? null : row.getBoolean("closed"),
        read ? row.getString("evidence") : "",
        at(row, "read_at"),
        at(row, "since"));
  }

  private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /**
   * One ticket.
   *
   * @param reference the product's own number or key
   * @param closed whether it was closed when it was last read; {@code null} when it was not read
   *     yet
   * @param evidence what was read, in the product's words; may be empty
   * @param readAt when it was last read, by the database's clock
   * @param since since when it is seen so
   */
  public record Ticket(
      String connector,
      String reference,
      @Nullable Boolean closed,
      String evidence,
      @Nullable Instant readAt,
      @Nullable Instant since) {}
}
