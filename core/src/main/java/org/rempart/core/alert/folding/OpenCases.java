package org.rempart.core.alert.folding;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rempart.core.alert.source.FoldingRules;
import org.rempart.core.incident.Severity;
import org.springframework.jdbc.core.JdbcTemplate;

/** The open incidents that the keys of one batch lead to, and those that the batch opens. */
final class OpenCases {

  private final Map<UUID, Case> cases = new LinkedHashMap<>();
  private final Map<String, List<Lead>> leads = new HashMap<>();

  /**
   * Reads and locks them, in the caller's transaction.
   *
   * @param keys all keys of the batch
   * @param since leads that ended before are of no use
   */
  static OpenCases load(JdbcTemplate jdbc, Collection<String> keys, Instant since) {
    OpenCases open = new OpenCases();
    Map<String, Map<UUID, Instant>> found = new HashMap<>();
    jdbc.query(
        "select key, incident_id, last_seen from fold_key where key = any(?) and last_seen >= ?",
        row -> {
          found
              .computeIfAbsent(row.getString(1), key -> new HashMap<>())
              .put(row.getObject(2, UUID.class), row.getTimestamp(3).toInstant());
        },
        keys.toArray(String[]::new),
        Timestamp.from(since));
    open.lock(jdbc, found.values().stream().flatMap(m -> m.keySet().stream()).distinct().toList());
    found.forEach((key, ends) -> ends.forEach((id, end) -> open.lead(key, id, end)));
    return open;
  }

  /** One that is no attack is over before it is closed: nothing that joins it is acted on. */
  private void lock(JdbcTemplate jdbc, List<UUID> ids) {
    if (ids.isEmpty()) {
      return;
    }
    jdbc.query(
        """
        select i.id, i.site_id, i.first_alert_at, i.last_alert_at, i.severity,
               (select count(*) from incident_entity e where e.incident_id = i.id) as named
        from incident i where i.id = any(?::uuid[]) and i.status = 'OPEN' and coalesce(i.verdict = 'TRUE_POSITIVE', true)
        order by i.id for no key update\
        """,
        row -> {
          Case known = read(row);
          cases.put(known.id, known);
        },
        (Object) ids.stream().map(UUID::toString).toArray(String[]::new));
  }

  private static Case read(ResultSet row) throws SQLException {
    return new Case(
        row.getObject("id", UUID.class),
        row.getString("site_id"),
        row.getTimestamp("first_alert_at").toInstant(),
        row.getTimestamp("last_alert_at").toInstant(),
        Severity.valueOf(row.getString("severity")),
        row.getInt("named"));
  }

  private void lead(String key, UUID id, Instant end) {
    Case known = cases.get(id);
    if (known != null) {
      leads.computeIfAbsent(key, k -> new ArrayList<>(1)).add(new Lead(known, end));
    }
  }

  /** The incident that the key leads to at this time; the one seen last when there are several. */
  Optional<Case> find(String key, Arrival arrival) {
    List<Lead> known = leads.get(key);
    if (known == null) {
      return Optional.empty();
    }
    return known.stream()
        .filter(lead -> lead.takes(arrival))
        .max(Comparator.comparing(lead -> lead.end))
        .map(lead -> lead.to);
  }

  void add(Case opened) {
    cases.put(opened.id, opened);
  }

  /** Makes the key lead to the incident, until a window after this time. */
  void refresh(Case to, String key, Instant at) {
    List<Lead> known = leads.computeIfAbsent(key, k -> new ArrayList<>(1));
    Optional<Lead> lead = known.stream().filter(l -> l.to == to).findFirst();
    if (lead.isPresent()) {
      lead.get().end = lead.get().end.isAfter(at) ? lead.get().end : at;
    } else {
      known.add(new Lead(to, at));
    }
    to.refresh(key, at);
  }

  /** Those that the batch touched. */
  List<Case> touched() {
    return cases.values().stream().filter(c -> c.count > 0).toList();
  }

  private static final class Lead {

    private final Case to;
    private Instant end;

    Lead(Case to, Instant end) {
      this.to = to;
      this.end = end;
    }

    boolean takes(Arrival arrival) {
      FoldingRules rules = arrival.source().folding();
      Duration silence = Duration.between(end, arrival.at()).abs();
      Duration age = Duration.between(to.first, arrival.at());
      return silence.compareTo(rules.window()) <= 0 && age.compareTo(rules.span()) <= 0;
    }
  }
}
