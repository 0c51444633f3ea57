package org.rempart.core.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Finds audit entries for people to look at. */
@Component
public class AuditSearch {

  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  AuditSearch(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Entries, the newest first.
   *
   * @param subjectKind only of this kind of subject; {@code null} for all
   * @param subjectId only of this subject
   * @param actor only of this actor
   * @param below only entries with a smaller id; {@code null} for all
   */
  public List<Entry> list(
      @Nullable String subjectKind,
      @Nullable String subjectId,
      @Nullable String actor,
      @Nullable Long below,
      int limit) {
    return jdbc.sql(
            """
            select id, at, actor_kind, actor, role, address, what, subject_kind, subject_id, before, after, reason,
              sequence, hash, sealed_at, erased_at
            from audit_entry
            where (:kind::text is null or subject_kind = :kind)
              and (:subject::text is null or subject_id = :subject)
              and (:actor::text is null or actor = :actor)
              and (:below::bigint is null or id < :below)
            order by id desc limit :limit\
            """)
        .param("kind", subjectKind)
        .param("subject", subjectId)
        .param("actor", actor)
        .param("below", below)
        .param("limit", limit)
        .query(this::entry)
        .list();
  }

  /** How many entries the sealer has not chained yet. */
  public long unsealed() {
    return jdbc.sql("select count(*) from audit_entry where sequence is null")
        .query(Long.class)
        .single();
  }

  private Entry entry(ResultSet row, int number) throws SQLException {
    var hash = row.getBytes("hash");
    var sealed = row.getObject("sealed_at", OffsetDateTime.class);
    var erased = row.getObject("erased_at", OffsetDateTime.class);
    return new Entry(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        new Actor(
            Actor.Kind.valueOf(row.getString("actor_kind")),
            row.getString("actor"),
            row.getString("role"),
            row.getString("address")),
        row.getString("what"),
        row.getString("subject_kind"),
        row.getString("subject_id"),
        values(row.getString("before")),
        values(row.getString("after")),
        row.getString("reason"),
        row.getObject("sequence", Long.class),
        hash == null ? null : HexFormat.of().formatHex(hash),
        sealed == null ? null : sealed.toInstant(),
        erased == null ? null : erased.toInstant());
  }

  private @Nullable Map<String, Object> values(@Nullable String text) {
    return text == null ? null : json.readValue(text, VALUES);
  }

  /**
   * One entry.
   *
   * @param what dotted verb
   * @param before the values before; {@code null} when there was nothing
   * @param after the values after; {@code null} when it is gone
   * @param sequence place in the chain; {@code null} while unsealed
   * @param hash hex, {@code null} while unsealed
   * @param erasedAt when values and reason were erased; {@code null} while they are there
   */
  public record Entry(
      long id,
      Instant at,
      Actor actor,
      String what,
      String subjectKind,
      String subjectId,
      @Nullable Map<String, Object> before,
      @Nullable Map<String, Object> after,
      @Nullable String reason,
      @Nullable Long sequence,
      @Nullable String hash,
      @Nullable Instant sealedAt,
      @Nullable Instant erasedAt) {}
}
