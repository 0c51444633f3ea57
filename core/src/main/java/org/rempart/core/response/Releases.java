package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets go of containments: claims and pins end, and what nobody needs any more is to be reverted.
 * Every method runs in the caller's transaction and takes the containments' row locks in one order.
 */
@Component
class Releases {

  private static final String CLAIMED_BY =
      """
      select c.id from containment c
      where c.state <> 'REVERTED' and c.id in
        (select cl.containment_id from containment_claim cl where cl.action_id = any(:actions) and cl.released_at is null)
      order by c.connector, c.capability, c.target_kind, c.target for update\
      """;

  private static final String LET_GO =
      """
      update containment_claim set released_at = clock_timestamp(), release_reason = :reason
      where action_id = any(:actions) and released_at is null\
      """;

  /**
   * Without a claim or a person's pin left, what was never brought about is over at once and
   * everything else is to be reverted, also what a call in doubt may have brought about. With
   * claims left, the next one may bring about what the released one had not.
   */
  private static final String AFTERWARDS =
      """
      with s as materialized (
        select c.id,
          (select cl.action_id from containment_claim cl where cl.containment_id = c.id and cl.released_at is null
            order by cl.claimed_at, cl.action_id limit 1) as heir,
          (select p.pinned_by from containment_pin p where p.containment_id = c.id and p.released_at is null) as pinned_by,
          c.since is not null or coalesce((select true from containment_claim cl join action a on a.id = cl.action_id
            where cl.containment_id = c.id and (a.in_doubt or a.state = 'EXECUTING') limit 1), false) as maybe
        from containment c where c.id = any(:ids))
      update containment c set
        state = case when heir is not null or pinned_by is not null or c.state = 'REVERTING' then c.state when maybe then 'REVERTING' else 'REVERTED' end,
        establisher = case when c.since is null and c.establisher = any(:actions) then heir else c.establisher end,
        revert_reason = case when heir is null and pinned_by is null then :reason end,
        reverted_by = case when heir is null and pinned_by is null then :actor end,
        reverted_at = case when heir is null and pinned_by is null and not maybe then clock_timestamp() end,
        attempts = case when heir is null then 0 else c.attempts end, next_attempt_at = null, changed_at = clock_timestamp()
      from s where c.id = s.id
      returning c.id, c.connector, c.capability, c.target, new.state, heir,
        (select 'INC-' || i.number from action a join incident i on i.id = a.incident_id where a.id = heir) as keeper, pinned_by\
      """;

  private final JdbcClient jdbc;

  Releases(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Releases what actions claim; the last release of a containment sets it reverting.
   *
   * @return what became of each containment
   */
  List<Released> release(Collection<UUID> actions, String reason, String actor) {
    UUID[] ids = actions.toArray(UUID[]::new);
    UUID[] containments =
        jdbc.sql(CLAIMED_BY).param("actions", ids).query(UUID.class).list().toArray(UUID[]::new);
    if (containments.length == 0) {
      return List.of();
    }
    jdbc.sql(LET_GO).param("reason", reason).param("actions", ids).update();
    return afterwards(containments, ids, reason, actor);
  }

  private List<Released> afterwards(
      UUID[] containments, UUID[] actions, String reason, String actor) {
    return jdbc.sql(AFTERWARDS)
        .param("ids", containments)
        .param("actions", actions)
        .param("reason", reason)
        .param("actor", actor)
        .query((row, n) -> released(row))
        .list();
  }

  /**
   * Takes a person's pin off, under the row's lock; undoes what no claim holds either.
   *
   * @return what became of the containment, empty when it was not pinned
   */
  Optional<Released> unpin(UUID containmentId, String reason, String actor) {
    int unpinned =
        jdbc.sql(
                "update containment_pin set released_at = clock_timestamp(), released_by = ?,"
                    + " release_reason = ? where containment_id = ? and released_at is null")
            .params(actor, reason, containmentId)
            .update();
    return unpinned == 0
        ? Optional.empty()
        : afterwards(new UUID[] {containmentId}, new UUID[0], reason, actor).stream().findFirst();
  }

  private static Released released(ResultSet row) throws SQLException {
    return new Released(
        row.getObject("id", UUID.class),
        row.getString("connector"),
        row.getString("capability"),
        row.getString("target"),
        row.getString("state").equals("REVERTING"),
        keeper(row));
  }

  private static @Nullable String keeper(ResultSet row) throws SQLException {
    String incident = row.getString("keeper");
    return incident == null ? row.getString("pinned_by") : incident;
  }

  /**
   * What became of a containment after a release.
   *
   * @param reverting whether it is being reverted now
   * @param keeper the number of an incident whose claim keeps it, else the login of the person
   *     whose pin does, or {@code null} when none does
   */
  record Released(
      UUID id,
      String connector,
      String capability,
      String target,
      boolean reverting,
      @Nullable String keeper) {}
}
