package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.rempart.core.guardrail.GuardrailSettings;
import org.rempart.core.incident.EntityKind;
import org.rempart.core.incident.Marking;
import org.rempart.core.incident.Phase;
import org.rempart.core.incident.Severity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads what deciding needs of an incident, in one round trip. */
@Component
class IncidentReader {

  private static final String FACTS =
      """
      select i.id, i.number, i.site_id, i.title, i.severity, i.phase, i.tlp, i.pap,
        i.dry_run or dry_run(i.site_id, i.playbook) as dry_run,
        clock_timestamp() as now,
        array(select s.sign from incident_sign s where s.incident_id = i.id) as signs,
        (select coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'value', e.value, 'role', e.role, 'own',
            case when e.kind = 'ADDRESS' and pg_input_is_valid(e.value, 'inet') then
              e.value::inet <<= any(:own::inet[])
              or exists (select 1 from asset a where a.site_id = i.site_id and a.addresses @> array[e.value::inet])
            else false end, 'host',
            case when e.kind = 'ADDRESS' and e.role = 'VICTIM' and pg_input_is_valid(e.value, 'inet') then
              (select h.host from host_at(i.site_id, e.value::inet) as h(host) where not exists
                (select 1 from incident_entity n where n.incident_id = i.id and n.kind = 'HOST' and same_host(n.value, h.host)))
            end) order by e.first_seen, e.value), '[]')
          from incident_entity e where e.incident_id = i.id and e.kind = any(:kinds)) as entities
      from incident i where i.id = :id\
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final GuardrailSettings settings;

  IncidentReader(JdbcClient jdbc, JsonMapper json, GuardrailSettings settings) {
    this.jdbc = jdbc;
    this.json = json;
    this.settings = settings;
  }

  IncidentFacts read(UUID incidentId, Set<EntityKind> kinds) {
    return jdbc.sql(FACTS)
        .param("id", incidentId)
        .param("own", settings.own())
        .param("kinds", kinds.stream().map(Enum::name).toArray(String[]::new))
        .query((row, n) -> facts(row))
        .single();
  }

  private IncidentFacts facts(ResultSet row) throws SQLException {
    String[] signs = (String[]) row.getArray("signs").getArray();
    IncidentFacts.Entity[] entities =
        json.readValue(row.getString("entities"), IncidentFacts.Entity[].class);
    return new IncidentFacts(
        row.getObject("id", UUID.class),
        row.getLong("number"),
        row.getString("site_id"),
        row.getString("title"),
        Severity.valueOf(row.getString("severity")),
        Phase.valueOf(row.getString("phase")),
        row.getBoolean("dry_run"),
        row.getTimestamp("now").toInstant(),
        new Marking(row.getString("tlp"), row.getString("pap")),
        Arrays.stream(signs).collect(Collectors.toUnmodifiableSet()),
        List.of(entities));
  }
}
