package org.rempart.core.incident;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds incidents for people to look at. Every query is bounded by the sites of who asks. */
@Component
public class IncidentSearch {

  private final JdbcClient jdbc;

  IncidentSearch(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Incidents that match, the newest first.
   *
   * @param sites the sites of who asks
   * @param below only incidents with a smaller number, to go on from a former page; or {@code null}
   * @param limit at most so many
   */
  public List<IncidentSummary> list(
      IncidentFilter filter, Collection<String> sites, @Nullable Long below, int limit) {
    return jdbc.sql(
            "select "
                + IncidentSummary.COLUMNS
                + """
                 from incident i
                where site_id = any(:sites)
                  and (:below::bigint is null or number < :below)
                  and (:status::text is null or status = :status)
                  and (:severity::text is null or severity = :severity)
                  and (:phase::text is null or phase = :phase)
                  and (:playbook::text is null or playbook = :playbook)
                  and (:text::text is null or strpos(lower(title), lower(:text)) > 0
                    or number::text = :text
                    or exists (select from incident_entity e
                      where e.incident_id = i.id and strpos(lower(e.value), lower(:text)) > 0))
                order by number desc limit :limit\
                """)
        .param("sites", sites.toArray(String[]::new))
        .param("below", below)
        .param("status", name(filter.status()))
        .param("severity", name(filter.severity()))
        .param("phase", name(filter.phase()))
        .param("playbook", filter.playbook())
        .param("text", filter.text())
        .param("limit", limit)
        .query(IncidentSummary::of)
        .list();
  }

  /** One incident; empty when there is none of this id on these sites. */
  public Optional<IncidentSummary> find(UUID id, Collection<String> sites) {
    return jdbc.sql(
            "select "
                + IncidentSummary.COLUMNS
                + " from incident where id = ? and site_id = any(?)")
        .params(id, sites.toArray(String[]::new))
        .query(IncidentSummary::of)
        .optional();
  }

  /** One incident; throws {@link UnknownIncidentException} where {@link #find} is empty. */
  public IncidentSummary require(UUID id, Collection<String> sites) {
    return find(id, sites).orElseThrow(() -> new UnknownIncidentException(id));
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }
}
