package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.core.audit.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of manual requests. Runs in the caller's transaction. */
@Component
class ManualRows {

  private static final String INSERT =
      """
      insert into manual_request (incident_id, request_key, capability, target_kind, targets, parameters, asked_by, reason)
      values (:incident, :key, :capability, :kind, :targets, :parameters::jsonb, :by, :reason)
      on conflict (request_key) do nothing returning *\
      """;

  private final JdbcClient jdbc;
  private final Rows rows;

  ManualRows(JdbcClient jdbc, Rows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /** Enters a request; empty when one with this key is there already. */
  Optional<ManualRequest> insert(
      UUID incidentId,
      String key,
      Capability capability,
      List<Target> targets,
      Map<String, String> parameters,
      Actor actor,
      String reason) {
    return jdbc.sql(INSERT)
        .param("incident", incidentId)
        .param("key", key)
        .param("capability", capability.id())
        .param("kind", targets.getFirst().kind().name())
        .param("targets", targets.stream().map(Target::value).toArray(String[]::new))
        .param("parameters", rows.of(parameters))
        .param("by", actor.name())
        .param("reason", reason)
        .query((row, n) -> request(row))
        .optional();
  }

  Optional<ManualRequest> byKey(String key) {
    return jdbc.sql("select * from manual_request where request_key = ?")
        .param(key)
        .query((row, n) -> request(row))
        .optional();
  }

  List<ManualRequest> ofIncident(UUID incidentId) {
    return jdbc.sql("select * from manual_request where incident_id = ? order by asked_at, id")
        .param(incidentId)
        .query((row, n) -> request(row))
        .list();
  }

  /** What a response begins with: the request's targets, and the person as whoever asks. */
  Wanted wanted(UUID id) {
    ManualRequest request =
        jdbc.sql("select * from manual_request where id = ?")
            .param(id)
            .query((row, n) -> request(row))
            .single();
    TargetKind kind = TargetKind.valueOf(request.targetKind());
    return new Wanted(
        kind,
        request.targets().stream().map(value -> new Target(kind, value)).toList(),
        request.parameters(),
        new Actor(Actor.Kind.PERSON, request.askedBy(), "", ""));
  }

  /** Whether something is on its way to the incident's process. */
  boolean untaken(UUID incidentId) {
    return jdbc.sql(
            """
            select exists (select from manual_request where incident_id = ? and taken_up_at is null
              and asked_at > clock_timestamp() - interval '2 minutes')\
            """)
        .param(incidentId)
        .query(Boolean.class)
        .single();
  }

  /**
   * Notes that the process has it.
   *
   * @param responseId what came of it, or {@code null} when there was nothing left to do
   */
  void takenUp(UUID id, @Nullable UUID responseId) {
    jdbc.sql(
            "update manual_request set response_id = coalesce(?::uuid, response_id), taken_up_at ="
                + " coalesce(taken_up_at, clock_timestamp()) where id = ?")
        .param(responseId)
        .param(id)
        .update();
  }

  private ManualRequest request(ResultSet row) throws SQLException {
    OffsetDateTime taken = row.getObject("taken_up_at", OffsetDateTime.class);
    Instant takenUpAt = taken == null ? null : taken.toInstant();
    return new ManualRequest(
        row.getObject("id", UUID.class),
        row.getObject("incident_id", UUID.class),
        row.getString("capability"),
        row.getString("target_kind"),
        List.of((String[]) row.getArray("targets").getArray()),
        rows.texts(row.getString("parameters")),
        row.getString("asked_by"),
        row.getString("reason"),
        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
        takenUpAt,
        row.getObject("response_id", UUID.class));
  }

  /** What a person wants, and who it is. */
  record Wanted(
      TargetKind kind, List<Target> targets, Map<String, String> parameters, Actor actor) {}
}
