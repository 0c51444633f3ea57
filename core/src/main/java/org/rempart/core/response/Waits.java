package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which products are waited for, and since when. */
@Component
public class Waits {

  private static final String SELECT =
      """
      select connector, min(waiting_since) as since, count(*) as orders from (
        select a.connector, a.waiting_since from action a
        where a.state in ('WAITING', 'EXECUTING') and a.waiting_since is not null and (a.site_id = any(:sites) or a.incident_id = :incident)
        union all
        select c.connector, c.waiting_since from containment c
        where c.state = 'REVERTING' and c.waiting_since is not null and (c.site_id = any(:sites)
          or exists (select 1 from containment_claim cl join action a on a.id = cl.action_id
            where cl.containment_id = c.id and a.incident_id = :incident))) w
      group by connector order by since, connector\
      """;

  private final JdbcClient jdbc;

  Waits(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What is waited for at these sites, longest first. */
  public List<Wait> at(Collection<String> sites) {
    return jdbc.sql(SELECT)
        .param("sites", sites.toArray(String[]::new))
        .param("incident", null, java.sql.Types.OTHER)
        .query((row, n) -> wait(row))
        .list();
  }

  /** What one incident waits for, longest first. */
  public List<Wait> ofIncident(UUID incidentId) {
    return jdbc.sql(SELECT)
        .param("sites", new String[0])
        .param("incident", incidentId)
        .query((row, n) -> wait(row))
        .list();
  }

  private static Wait wait(ResultSet row) throws SQLException {
    Instant since =
        Objects.requireNonNull(row.getObject("since", OffsetDateTime.class)).toInstant();
    return new Wait(row.getString("connector"), since, row.getInt("orders"));
  }

  /**
   * A product that did not answer.
   *
   * @param since when the oldest of the orders first waited for it
   * @param orders how many wait
   */
  public record Wait(String connector, Instant since, int orders) {}
}
