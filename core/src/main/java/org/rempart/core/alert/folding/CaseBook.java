package org.rempart.core.alert.folding;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rempart.core.alert.Entity;
import org.rempart.core.alert.folding.Case.Tally;
import org.rempart.core.incident.EntityKind;
import org.rempart.core.incident.EntityRole;
import org.rempart.core.incident.Outbox;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes what a batch added to incidents, in a handful of statements for all of them. */
@Component
class CaseBook {

  private final JdbcTemplate jdbc;
  private final Opening opening;
  private final Growth growth;
  private final Outbox outbox;

  CaseBook(JdbcTemplate jdbc, Opening opening, Growth growth, Outbox outbox) {
    this.jdbc = jdbc;
    this.opening = opening;
    this.growth = growth;
    this.outbox = outbox;
  }

  void write(List<Case> touched) {
    List<Case> opened = touched.stream().filter(Case::isNew).toList();
    List<Case> known = touched.stream().filter(c -> !c.isNew()).toList();
    opened.forEach(opening::insert);
    count(known);
    Set<Case> named = touched.stream().filter(this::names).collect(Collectors.toSet());
    Set<Case> shown = signs(touched);
    folds(touched);
    keys(touched);
    opened.forEach(opening::announce);
    known.forEach(c -> growth.look(c, named.contains(c), shown.contains(c)));
    if (!touched.isEmpty()) {
      outbox.wakeAfterCommit();
    }
  }

  private void count(List<Case> known) {
    List<Object[]> rows = new ArrayList<>();
    known.forEach(c -> rows.add(new Object[] {c.count, Timestamp.from(c.last), c.id}));
    jdbc.batchUpdate(
        "update incident set alert_count = alert_count + ?, last_alert_at = greatest(last_alert_at,"
            + " ?), changed_at = now() where id = ?",
        rows);
  }

  /** Adds the entities; says whether there were new ones. */
  private boolean names(Case c) {
    List<Map.Entry<Entity, Tally>> fresh = new ArrayList<>(c.entities.entrySet());
    if (!c.isNew()) {
      fresh = unnamed(c, fresh);
    }
    int room =
        c.folds.values().iterator().next().example.source().folding().maxEntities() - c.namedBefore;
    Rows rows = new Rows();
    fresh.stream().limit(Math.max(room, 0)).forEach(named -> row(c, named, rows));
    rows.write(
        jdbc,
        """
        insert into incident_entity (incident_id, kind, value, site_scope, role, first_seen, last_seen, alert_count)
        select incident::uuid, kind, value, scope, role, first::timestamptz, last::timestamptz, count::bigint
        from unnest(%s) as n(incident, kind, value, scope, role, first, last, count) on conflict do nothing\
        """,
        8);
    return !rows.isEmpty();
  }

  private static void row(Case c, Map.Entry<Entity, Tally> named, Rows rows) {
    Entity entity = named.getKey();
    Tally tally = named.getValue();
    rows.add(
        c.id,
        entity.kind(),
        entity.value(),
        entity.scope(c.site),
        entity.role(),
        tally.first,
        tally.last,
        tally.count);
  }

  /** Counts the entities that the incident names already and leaves the others. */
  private List<Map.Entry<Entity, Tally>> unnamed(Case c, List<Map.Entry<Entity, Tally>> all) {
    Rows rows = new Rows();
    all.forEach(
        e ->
            rows.add(
                c.id,
                e.getKey().kind(),
                e.getKey().value(),
                e.getKey().role(),
                e.getValue().last,
                e.getValue().count));
    Set<Entity> named =
        rows.read(
            jdbc,
            """
            update incident_entity e set alert_count = e.alert_count + n.count::bigint, last_seen = greatest(e.last_seen, n.last::timestamptz)
            from unnest(%s) as n(incident, kind, value, role, last, count)
            where e.incident_id = n.incident::uuid and e.kind = n.kind and e.value = n.value and e.role = n.role
            returning e.kind, e.value, e.role\
            """,
            6,
            (row, n) ->
                new Entity(
                    EntityKind.valueOf(row.getString(1)),
                    row.getString(2),
                    EntityRole.valueOf(row.getString(3))));
    return all.stream().filter(e -> !named.contains(e.getKey())).toList();
  }

  /** Adds signs and techniques; says which incidents got new ones. */
  private Set<Case> signs(List<Case> touched) {
    List<Case> owners = new ArrayList<>();
    List<Object[]> signs = new ArrayList<>();
    List<Object[]> techniques = new ArrayList<>();
    for (Case c : touched) {
      c.signs.forEach(s -> signs.add(new Object[] {c.id, s, Timestamp.from(c.last)}));
      c.signs.forEach(s -> owners.add(c));
    }
    for (Case c : touched) {
      c.techniques.forEach(t -> techniques.add(new Object[] {c.id, t}));
      c.techniques.forEach(t -> owners.add(c));
    }
    int[] signsAdded =
        jdbc.batchUpdate(
            "insert into incident_sign (incident_id, sign, first_seen) values (?, ?, ?) on conflict"
                + " do nothing",
            signs);
    int[] techniquesAdded =
        jdbc.batchUpdate(
            "insert into incident_technique (incident_id, technique) values (?, ?) on conflict do"
                + " nothing",
            techniques);
    int[] added =
        IntStream.concat(IntStream.of(signsAdded), IntStream.of(techniquesAdded)).toArray();
    return IntStream.range(0, added.length)
        .filter(i -> added[i] > 0)
        .mapToObj(owners::get)
        .collect(Collectors.toSet());
  }

  private void folds(List<Case> touched) {
    Rows rows = new Rows();
    touched.forEach(c -> c.folds.forEach((key, tally) -> row(c, key, tally, rows)));
    rows.write(
        jdbc,
        """
        insert into alert_fold (incident_id, fingerprint, source, rule, rule_name, severity, first_seen, last_seen, count)
        select incident::uuid, fingerprint, source, rule, name, severity, first::timestamptz, last::timestamptz, count::bigint
        from unnest(%s) as n(incident, fingerprint, source, rule, name, severity, first, last, count)
        on conflict (incident_id, fingerprint) do update set count = alert_fold.count + excluded.count,
          first_seen = least(alert_fold.first_seen, excluded.first_seen),
          last_seen = greatest(alert_fold.last_seen, excluded.last_seen)\
        """,
        9);
  }

  private static void row(Case c, String fingerprint, Tally tally, Rows rows) {
    Arrival example = tally.example;
    rows.add(
        c.id,
        fingerprint,
        example.source().id(),
        example.alert().rule(),
        example.alert().ruleName(),
        example.alert().severity(),
        tally.first,
        tally.last,
        tally.count);
  }

  private void keys(List<Case> touched) {
    Rows rows = new Rows();
    touched.forEach(c -> c.keys.forEach((key, at) -> rows.add(key, c.id, at)));
    rows.write(
        jdbc,
        """
        insert into fold_key (key, incident_id, last_seen) select key, incident::uuid, at::timestamptz
        from unnest(%s) as n(key, incident, at)
        on conflict (key, incident_id) do update set last_seen = greatest(fold_key.last_seen, excluded.last_seen)\
        """,
        3);
  }
}
