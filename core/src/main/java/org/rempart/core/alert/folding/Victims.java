package org.rempart.core.alert.folding;

import java.util.Collection;
import java.util.Locale;
import org.rempart.core.alert.Entity;
import org.rempart.core.incident.EntityKind;
import org.rempart.core.incident.EntityRole;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What is at stake: the inventory's word on the assets that were hit. */
@Component
class Victims {

  private final JdbcTemplate jdbc;

  Victims(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Stake stake(String site, Collection<Entity> entities) {
    return jdbc.queryForObject(
        """
        select coalesce(bool_or(clinical), false),
               coalesce((array_agg(criticality order by array_position(array['CRITICAL','HIGH','MEDIUM','LOW'], criticality)))[1], 'MEDIUM')
        from asset where site_id = ? and (lower(host) = any(?) or addresses && ?::inet[])\
        """,
        (row, n) -> new Stake(row.getBoolean(1), row.getString(2)),
        site,
        values(entities, EntityKind.HOST),
        values(entities, EntityKind.ADDRESS));
  }

  private static String[] values(Collection<Entity> entities, EntityKind kind) {
    return entities.stream()
        .filter(entity -> entity.role() == EntityRole.VICTIM && entity.kind() == kind)
        .map(entity -> entity.value().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }

  /**
   * What the inventory says.
   *
   * @param clinical whether patients depend on one of them
   * @param criticality the highest
   */
  record Stake(boolean clinical, String criticality) {}
}
