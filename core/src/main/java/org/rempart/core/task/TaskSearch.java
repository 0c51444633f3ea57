package org.rempart.core.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.playbook.PlaybookLibrary;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Finds tasks for people to look at. Every query is bounded by the sites of who asks. */
@Component
public class TaskSearch {

  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};
  private static final String SELECT =
      """
      select t.id, t.incident_id, i.number, i.title, t.kind, t.state, t.form_id, t.process_id,
        t.element_id, t.context, t.response_id, t.groups, t.created_at, t.due_at, t.claimed_by,
        t.completed_at, t.completed_by,
        coalesce(t.state in ('OPEN', 'CLAIMED') and t.due_at < now(), false) as overdue
      from task t join incident i on i.id = t.incident_id\
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final ObjectProvider<PlaybookLibrary> library;

  TaskSearch(JdbcClient jdbc, JsonMapper json, ObjectProvider<PlaybookLibrary> library) {
    this.jdbc = jdbc;
    this.json = json;
    this.library = library;
  }

  /**
   * Tasks that match, the longest due first, then the oldest.
   *
   * @param sites the sites of who asks
   * @param offset how many to pass over
   * @param limit at most so many
   */
  public List<TaskSummary> list(
      TaskFilter filter, Collection<String> sites, int offset, int limit, Locale locale) {
    var groups = filter.groups();
    return jdbc.sql(
            SELECT
                + """

                where i.site_id = any(:sites)
                  and (not :unfinished or t.state in ('OPEN', 'CLAIMED'))
                  and (:incident::uuid is null or t.incident_id = :incident)
                  and (:claimedBy::text is null or t.claimed_by = :claimedBy)
                  and (:groups::text[] is null or t.groups && :groups::text[])
                order by t.due_at nulls last, t.created_at, t.id offset :offset limit :limit\
                """)
        .param("sites", sites.toArray(String[]::new))
        .param("unfinished", filter.unfinished())
        .param("incident", filter.incidentId(), Types.OTHER)
        .param("claimedBy", filter.claimedBy())
        .param("groups", groups == null ? null : groups.toArray(String[]::new), Types.ARRAY)
        .param("offset", offset)
        .param("limit", limit)
        .query((row, number) -> task(row, locale))
        .list();
  }

  /** One task; empty when there is none of this id on these sites. */
  public Optional<TaskSummary> find(UUID id, Collection<String> sites, Locale locale) {
    return jdbc.sql(SELECT + " where t.id = ? and i.site_id = any(?)")
        .params(id, sites.toArray(String[]::new))
        .query((row, number) -> task(row, locale))
        .optional();
  }

  /** The form of a task as Camunda Forms JSON; empty when nobody drew it. */
  public Optional<String> form(TaskSummary task, Locale locale) {
    return Optional.ofNullable(library.getIfAvailable())
        .flatMap(files -> files.form(task.formId(), locale));
  }

  private TaskSummary task(ResultSet row, Locale locale) throws SQLException {
    var process = row.getString("process_id");
    var element = row.getString("element_id");
    var due = at(row, "due_at");
    return new TaskSummary(
        row.getObject("id", UUID.class),
        row.getObject("incident_id", UUID.class),
        row.getLong("number"),
        row.getString("title"),
        TaskBoard.Kind.valueOf(row.getString("kind")),
        row.getString("state"),
        row.getString("form_id"),
        process,
        element,
        title(process, element, row.getString("form_id"), locale),
        json.readValue(row.getString("context"), VALUES),
        row.getObject("response_id", UUID.class),
        List.of((String[]) row.getArray("groups").getArray()),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        due,
        row.getBoolean("overdue"),
        row.getString("claimed_by"),
        at(row, "completed_at"),
        row.getString("completed_by"));
  }

  /** A step is called what its drawing calls it; a repair has no drawing, its form names it. */
  private String title(
      @Nullable String process, @Nullable String element, String formId, Locale locale) {
    var files = library.getIfAvailable();
    if (files == null) {
      return formId;
    }
    return process == null || element == null
        ? files.formTitle(formId, locale)
        : files.elementName(process, element, locale);
  }

  private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
