package org.rempart.core.incident;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what an incident is about, for the decisions of its playbook. */
@Component
public class Assessment {

  private final JdbcClient jdbc;

  Assessment(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How the incident stands now, from its entities, its signs and the assets they meet. */
  public Counts of(UUID incidentId) {
    return jdbc.sql(
            """
            select
              (select count(*) from incident_entity e
                where e.incident_id = i.id and e.role = 'VICTIM' and e.kind in ('ADDRESS', 'HOST')) as target_count,
              (select count(*) from incident_entity e
                where e.incident_id = i.id and e.role = 'ATTACKER' and e.kind = 'ADDRESS') as attacker_count,
              exists (select 1 from incident_sign s where s.incident_id = i.id and s.sign = 'login-succeeded') as login_succeeded,
              exists (select 1 from incident_entity e join asset a on a.site_id = i.site_id and a.clinical
                where e.incident_id = i.id and e.role = 'VICTIM'
                  and ((e.kind = 'HOST' and lower(a.host) = lower(e.value))
                    or (e.kind = 'ADDRESS' and e.value = any (select host(x) from unnest(a.addresses) x)))) as clinical
            from incident i
            where i.id = :id\
            """)
        .param("id", incidentId)
        .query(
            (row, number) ->
                new Counts(
                    row.getInt("target_count"),
                    row.getInt("attacker_count"),
                    row.getBoolean("login_succeeded"),
                    row.getBoolean("clinical")))
        .single();
  }

  /**
   * What a playbook may know of an incident: counts and flags, never names.
   *
   * @param targetCount addresses and hosts that were attacked
   * @param attackerCount addresses that attack
   * @param loginSucceeded whether an alert told of a login that worked
   * @param clinical whether an attacked asset is one that patients depend on
   */
  public record Counts(
      int targetCount, int attackerCount, boolean loginSucceeded, boolean clinical) {}
}
