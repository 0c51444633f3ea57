package org.rempart.core.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where the processes of an incident stand, for the live drawing. */
@Component
public class ElementStates {

  private final JdbcClient jdbc;

  ElementStates(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The elements of an incident's processes, called ones too, in the order they were entered; none
   * when the incident is not on these sites or the engine tells nothing.
   */
  public List<ElementState> of(UUID incidentId, Collection<String> sites) {
    return jdbc.sql(
            """
            with recursive run (key, version) as (
              select p.process_instance_key, p.version from incident i
                join process_instance p on p.process_instance_key = i.process_key
                where i.id = :incident and i.site_id = any(:sites)
              union
              select p.process_instance_key, p.version from run join process_instance p on p.parent_key = run.key)
            select e.process_id, run.version, e.process_instance_key, e.element_id, e.element_type, e.state, e.entered_at, e.left_at
            from run join element_state e on e.process_instance_key = run.key
            order by e.entered_at, e.element_instance_key\
            """)
        .param("incident", incidentId)
        .param("sites", sites.toArray(String[]::new))
        .query(ElementStates::state)
        .list();
  }

  private static ElementState state(ResultSet row, int number) throws SQLException {
    var left = row.getObject("left_at", OffsetDateTime.class);
    return new ElementState(
        row.getString("process_id"),
        row.getInt("version"),
        row.getLong("process_instance_key"),
        row.getString("element_id"),
        row.getString("element_type"),
        ElementState.State.valueOf(row.getString("state")),
        row.getObject("entered_at", OffsetDateTime.class).toInstant(),
        left == null ? null : left.toInstant());
  }
}
