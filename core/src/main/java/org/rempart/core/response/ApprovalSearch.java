package org.rempart.core.response;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.guardrail.GuardrailSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what an approval is about, for the people who are asked. */
@Component
public class ApprovalSearch {

  private static final String CARE =
      """
      select distinct s.host, s.owner, s.dependents, s.downtime
      from action a join asset s on s.site_id = a.site_id and s.clinical
        and (same_host(s.host, case when a.target_kind in ('ACCOUNT', 'PROCESS', 'FILE') then split_part(a.target, '@', -1) else a.target end)
          or (pg_input_is_valid(a.target, 'inet') and s.addresses @> array[a.target::inet]))
      where a.response_id = ? and a.state = 'PLANNED' order by s.host\
      """;

  private final JdbcClient jdbc;
  private final ApprovalRows rows;
  private final GuardrailSettings settings;

  ApprovalSearch(JdbcClient jdbc, ApprovalRows rows, GuardrailSettings settings) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.settings = settings;
  }

  /** The question of a response that waits for an answer; empty when none does. */
  public Optional<ApprovalState> pending(UUID responseId) {
    return rows.latest(responseId).filter(Approval::pending).map(a -> state(responseId, a));
  }

  /** What an approval belongs to; empty when there is none of this id. */
  public Optional<Question> question(UUID approvalId) {
    return jdbc.sql(
            "select r.incident_id, r.id from approval p join response r on r.id = p.response_id"
                + " where p.id = ?")
        .param(approvalId)
        .query((row, n) -> new Question(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
        .optional();
  }

  /** Whether this approval, and not a later one of its response, still waits for an answer. */
  public boolean waits(UUID approvalId) {
    return jdbc.sql("select count(*) from approval where id = ? and state = 'PENDING'")
            .param(approvalId)
            .query(Long.class)
            .single()
        == 1;
  }

  private ApprovalState state(UUID responseId, Approval approval) {
    Times times = times(approval.id());
    return new ApprovalState(
        approval.rules(),
        approval.groups(),
        approval.yeses().stream().map(Approval.Yes::login).toList(),
        approval.unmet().stream().anyMatch(Need::several),
        approval.overridable(),
        approval.needs().stream().anyMatch(n -> n.groups().getFirst().equals("clinical")),
        times.escalations() < settings.escalateTo().size() ? times.escalates() : null,
        times.lapses(),
        care(responseId));
  }

  private Times times(UUID approvalId) {
    return jdbc.sql("select escalates_at, lapses_at, escalations from approval where id = ?")
        .param(approvalId)
        .query(
            (row, n) ->
                new Times(
                    instant(row.getTimestamp("escalates_at")),
                    instant(row.getTimestamp("lapses_at")),
                    row.getInt("escalations")))
        .single();
  }

  private List<ApprovalState.Care> care(UUID responseId) {
    return jdbc.sql(CARE)
        .param(responseId)
        .query(
            (row, n) ->
                new ApprovalState.Care(
                    row.getString("host"),
                    row.getString("owner"),
                    row.getString("dependents"),
                    row.getString("downtime")))
        .list();
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }

  /** What an approval belongs to. */
  public record Question(UUID incidentId, UUID responseId) {}

  private record Times(@Nullable Instant escalates, @Nullable Instant lapses, int escalations) {}
}
