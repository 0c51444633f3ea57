package org.rempart.core.incident;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts incidents and what hangs on them, for lists. */
@Component
public class IncidentTally {

  private final JdbcClient jdbc;

  IncidentTally(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How many incidents of these sites are open, by severity; those without any are not named. */
  public Map<Severity, Long> open(Collection<String> sites) {
    var counts = new EnumMap<Severity, Long>(Severity.class);
    jdbc.sql(
            "select severity, count(*) as n from incident where status = 'OPEN' and site_id ="
                + " any(?) group by severity")
        .param(sites.toArray(String[]::new))
        .query(
            (row, number) ->
                counts.put(Severity.valueOf(row.getString("severity")), row.getLong("n")))
        .list();
    return counts;
  }

  /** What waits and what is in force, by incident. */
  public Map<UUID, Load> loads(List<UUID> incidents) {
    var loads = new HashMap<UUID, Load>();
    jdbc.sql(
            """
            select i.id,
              (select count(*) from task t where t.incident_id = i.id and t.state in ('OPEN', 'CLAIMED')) as tasks,
              (select count(*) from action a where a.incident_id = i.id) as actions,
              (select count(distinct c.id) from containment c join containment_claim k on k.containment_id = c.id
                join action a on a.id = k.action_id
                where a.incident_id = i.id and k.released_at is null and c.since is not null and c.state <> 'REVERTED') as contained
            from unnest(?) as i(id)\
            """)
        .param(incidents.toArray(UUID[]::new))
        .query(
            (row, number) ->
                loads.put(
                    row.getObject("id", UUID.class),
                    new Load(row.getInt("tasks"), row.getInt("actions"), row.getInt("contained"))))
        .list();
    return loads;
  }

  /** The names of sites by their ids. */
  public Map<String, String> siteNames(Collection<String> sites) {
    var names = new LinkedHashMap<String, String>();
    jdbc.sql("select id, name from site where id = any(?) order by name")
        .param(sites.toArray(String[]::new))
        .query((row, number) -> names.put(row.getString("id"), row.getString("name")))
        .list();
    return names;
  }

  /**
   * What hangs on an incident.
   *
   * @param tasks how many tasks wait
   * @param actions how many actions it has
   * @param contained how many containments it holds in force
   */
  public record Load(int tasks, int actions, int contained) {}
}
