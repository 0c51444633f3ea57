package org.rempart.core.engine;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes where tokens stand, a batch in one statement: a busy engine tells of thousands a second.
 */
@Component
class ElementRows {

  private final JdbcClient jdbc;
  private final JsonMapper json;

  ElementRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  void write(List<EngineEvent.ElementChanged> changes) {
    var batch = json.writeValueAsString(changes);
    writeInstances(batch);
    writeElements(batch);
  }

  private void writeInstances(String batch) {
    jdbc.sql(
            """
            insert into process_instance (process_instance_key, parent_key, process_id, version)
            select distinct on (e."processInstanceKey") e."processInstanceKey", e."parentKey", e."processId", e.version
            from jsonb_to_recordset(?::jsonb) as e("processInstanceKey" bigint, "parentKey" bigint, "processId" text, version integer)
            on conflict do nothing\
            """)
        .param(batch)
        .update();
  }

  /** Both ends of an element's life may come in one batch, or twice: what has ended stays ended. */
  private void writeElements(String batch) {
    jdbc.sql(
            """
            insert into element_state as s (element_instance_key, process_instance_key, process_id, element_id, element_type, state,
              entered_at, left_at)
            select e."elementInstanceKey", min(e."processInstanceKey"), min(e."processId"), min(e."elementId"), min(e."elementType"),
              coalesce(min(e.state) filter (where e.state <> 'ACTIVE'), 'ACTIVE'), min(e.at), max(e.at) filter (where e.state <> 'ACTIVE')
            from jsonb_to_recordset(?::jsonb) as e("elementInstanceKey" bigint, "processInstanceKey" bigint, "processId" text,
              "elementId" text, "elementType" text, state text, at timestamptz)
            group by e."elementInstanceKey"
            on conflict (element_instance_key) do update set
              state = case when s.state = 'ACTIVE' then excluded.state else s.state end,
              entered_at = least(s.entered_at, excluded.entered_at),
              left_at = coalesce(s.left_at, excluded.left_at)
            where s.state = 'ACTIVE'\
            """)
        .param(batch)
        .update();
  }

  /** The incidents whose processes these instances belong to, as far as they are claimed. */
  List<UUID> incidentsOf(List<Long> instances) {
    return jdbc.sql(
            """
            with recursive up (key) as (
              select unnest(?::bigint[])
              union
              select p.parent_key from up join process_instance p on p.process_instance_key = up.key where p.parent_key is not null)
            select i.id from up join incident i on i.process_key = up.key\
            """)
        .param(instances.toArray(Long[]::new))
        .query(UUID.class)
        .list();
  }
}
