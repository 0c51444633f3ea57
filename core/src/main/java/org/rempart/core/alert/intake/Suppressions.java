package org.rempart.core.alert.intake;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rempart.core.alert.Alert;
import org.rempart.core.alert.folding.Arrival;
import org.rempart.core.alert.source.SuppressionRule;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which alerts shall not open or feed incidents: by the sources' files, and by the database. */
@Component
class Suppressions {

  private final JdbcTemplate jdbc;

  Suppressions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Those of the database that hold now. */
  Active active() {
    return new Active(
        jdbc.query(
            "select id::text, site_id, source, rule, entity, ends_at from suppression where ends_at"
                + " > clock_timestamp()",
            (row, n) ->
                new Stored(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5))));
  }

  /** What holds during one batch. */
  record Active(List<Stored> stored) {

    /** What suppresses the alert, or {@code null}. */
    @Nullable String suppresses(Arrival arrival, Instant now) {
      for (SuppressionRule rule : arrival.source().suppressions()) {
        if (now.isBefore(rule.endsAt()) && matches(rule.rule(), rule.entity(), arrival.alert())) {
          return rule.reason();
        }
      }
      return stored.stream()
          .filter(rule -> rule.covers(arrival))
          .map(Stored::id)
          .findFirst()
          .orElse(null);
    }
  }

  private static boolean matches(@Nullable String rule, @Nullable String entity, Alert alert) {
    boolean ruled = rule == null || rule.equals(alert.rule()) || rule.equals(alert.ruleName());
    return ruled
        && (entity == null
            || alert.entities().stream().anyMatch(e -> e.value().equalsIgnoreCase(entity)));
  }

  /** One row. */
  record Stored(
      String id,
      @Nullable String site,
      @Nullable String source,
      @Nullable String rule,
      @Nullable String entity) {

    boolean covers(Arrival arrival) {
      return (site == null || site.equals(arrival.site()))
          && (source == null || Objects.equals(source, arrival.source().id()))
          && matches(rule, entity, arrival.alert());
    }
  }
}
