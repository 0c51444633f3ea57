package org.rempart.core.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.chain.AuditLink;
import org.rempart.core.audit.chain.SealedEntry;

/** Rows of the table {@code audit_entry} as links of the chain. */
final class AuditRows {

  private AuditRows() {}

  /** A sealed row. */
  static SealedEntry sealed(ResultSet row) throws SQLException {
    OffsetDateTime erased = row.getObject("erased_at", OffsetDateTime.class);
    return new SealedEntry(
        link(
            row,
            row.getLong("sequence"),
            row.getBytes("before_digest"),
            row.getBytes("after_digest"),
            row.getBytes("reason_digest")),
        row.getString("before"),
        row.getString("after"),
        row.getString("reason"),
        row.getBytes("salt"),
        erased == null ? null : erased.toInstant(),
        row.getBytes("hash"));
  }

  /** The link that a row becomes which is not sealed yet. */
  static AuditLink unsealed(ResultSet row, long sequence, byte[] salt) throws SQLException {
    return link(
        row,
        sequence,
        AuditLink.ofJson(salt, row.getString("before")),
        AuditLink.ofJson(salt, row.getString("after")),
        AuditLink.ofText(salt, row.getString("reason")));
  }

  private static AuditLink link(
      ResultSet row,
      long sequence,
      byte @Nullable [] before,
      byte @Nullable [] after,
      byte @Nullable [] reason)
      throws SQLException {
    Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
    return new AuditLink(
        sequence,
        at,
        row.getString("actor_kind"),
        row.getString("actor"),
        row.getString("role"),
        row.getString("address"),
        row.getString("what"),
        row.getString("subject_kind"),
        row.getString("subject_id"),
        before,
        after,
        reason);
  }
}
