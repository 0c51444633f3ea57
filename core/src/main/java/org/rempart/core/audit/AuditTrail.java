package org.rempart.core.audit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.core.storage.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes audit rows in the transaction of the change they tell of. They are chained later, by the
 * sealer.
 */
@Component
public class AuditTrail {

  private final JdbcClient jdbc;
  private final JsonMapper json;

  AuditTrail(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Records one change. Must run inside the transaction of the change.
   *
   * @param actor who did it
   * @param what dotted verb, for example {@code incident.verdict}
   * @param subjectKind what sort of thing changed, for example {@code incident}
   * @param subjectId its id
   * @param before the values before, or {@code null} when it did not exist
   * @param after the values after, or {@code null} when it is gone
   * @param reason why, in the words of the person or the rule; may be {@code null}
   */
  public void record(
      Actor actor,
      String what,
      String subjectKind,
      String subjectId,
      @Nullable Map<String, ?> before,
      @Nullable Map<String, ?> after,
      @Nullable String reason) {
    jdbc.sql(
            """
            insert into audit_entry (actor_kind, actor, role, address, what, subject_kind, subject_id, before, after, reason)
            values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)\
            """)
        .params(
            actor.kind().name(),
            actor.name(),
            actor.role(),
            actor.address(),
            what,
            subjectKind,
            subjectId)
        .param(text(before))
        .param(text(after))
        .param(reason)
        .update();
  }

  /**
   * Records several changes by one actor, along with those of the changes themselves; as {@link
   * #record} otherwise.
   *
   * @param statements what they are sent with
   */
  public void recordAll(Statements statements, Actor actor, List<Entry> entries) {
    statements.add(
        """
        insert into audit_entry (actor_kind, actor, role, address, what, subject_kind, subject_id, before, after, reason)
        select ?, ?, ?, ?, e.what, e.subject_kind, e.subject_id, e.before, e.after, e.reason
        from rows from (jsonb_to_recordset(?::jsonb) as (what text, "subjectKind" text, "subjectId" text, before jsonb,
          after jsonb, reason text)) with ordinality as e(what, subject_kind, subject_id, before, after, reason, n)
        order by e.n\
        """,
        actor.kind().name(),
        actor.name(),
        actor.role(),
        actor.address(),
        json.writeValueAsString(entries));
  }

  /** One change of {@link #recordAll}; its parts are those of {@link #record}. */
  public record Entry(
      String what,
      String subjectKind,
      String subjectId,
      @Nullable Map<String, ?> before,
      @Nullable Map<String, ?> after,
      @Nullable String reason) {}

  private @Nullable String text(@Nullable Map<String, ?> values) {
    return values == null ? null : json.writeValueAsString(values);
  }
}
