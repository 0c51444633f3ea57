package org.rempart.core.response;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.rempart.core.incident.Timeline;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A person's yes or no to what the guardrails ask about. Runs in the caller's transaction. */
@Component
class Approvals {

  private static final String LAPSED =
      """
      update approval set state = 'LAPSED', decided_at = clock_timestamp()
      where state = 'PENDING' and lapses_at <= clock_timestamp() and response_id = ? returning id\
      """;

  private static final Map<String, String> ROLES =
      Map.of("RESPONDER", "responders", "MANAGER", "managers");

  private final JdbcClient jdbc;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final Sentences sentences;

  Approvals(JdbcClient jdbc, Timeline timeline, AuditTrail audit, Sentences sentences) {
    this.jdbc = jdbc;
    this.timeline = timeline;
    this.audit = audit;
    this.sentences = sentences;
  }

  /** Asks for these rules' sake. */
  void ask(UUID incidentId, UUID responseId, Set<String> rules, Duration lapse, Actor actor) {
    List<String> sorted = rules.stream().sorted().toList();
    String rule = String.join(",", sorted);
    UUID id =
        jdbc.sql(
                "insert into approval (response_id, state, rule, groups, lapses_at) values (?,"
                    + " 'PENDING', ?, ?, clock_timestamp() + make_interval(secs => ?)) returning"
                    + " id")
            .param(responseId)
            .param(rule)
            .param(Guardrails.groups(rules).toArray(String[]::new))
            .param(lapse.toMillis() / 1000.0)
            .query(UUID.class)
            .single();
    timeline.append(incidentId, "approval.asked", actor, Map.of("rule", sorted));
    audit.record(
        actor, "approval.asked", "approval", id.toString(), null, Map.of("rule", rule), null);
  }

  /** Reads the latest approval of a response, after letting it lapse if its time is over. */
  Optional<Approval> latest(UUID incidentId, UUID responseId) {
    lapse(incidentId, responseId);
    return jdbc.sql(
            "select state, rule from approval where response_id = ? order by asked_at desc, id desc"
                + " limit 1")
        .param(responseId)
        .query((row, n) -> new Approval(row.getString("state"), rules(row.getString("rule"))))
        .optional();
  }

  /** The rules that a person granted for a response, over all its approvals. */
  Set<String> granted(UUID responseId) {
    return jdbc
        .sql("select rule from approval where response_id = ? and state = 'GRANTED'")
        .param(responseId)
        .query(String.class)
        .list()
        .stream()
        .flatMap(r -> rules(r).stream())
        .collect(Collectors.toSet());
  }

  /** Whether a person belongs to a group whose yes is asked for, by themselves or by their role. */
  boolean mayDecide(UUID responseId, Actor person) {
    List<String> asked = groups(responseId);
    return person.kind() == Actor.Kind.PERSON
        && (asked.isEmpty() || asked.contains(ROLES.get(person.role())) || member(person, asked));
  }

  /** Whose yes is asked for; empty when nobody's. */
  List<String> groups(UUID responseId) {
    return jdbc.sql(
            "select unnest(groups) from approval where response_id = ? and state = 'PENDING'")
        .param(responseId)
        .query(String.class)
        .list();
  }

  private boolean member(Actor person, List<String> asked) {
    return jdbc.sql("select count(*) > 0 from person where login = ? and groups && ?::text[]")
        .param(person.name())
        .param(asked.toArray(String[]::new))
        .query(Boolean.class)
        .single();
  }

  /** Enters a person's decision; one that comes too late changes nothing. */
  void decide(UUID incidentId, UUID responseId, boolean grant, Actor person, String reason) {
    lapse(incidentId, responseId);
    String state = grant ? "GRANTED" : "DENIED";
    List<UUID> decided =
        jdbc.sql(
                "update approval set state = ?, decided_at = clock_timestamp(), decided_by = ?,"
                    + " reason = ? where response_id = ? and state = 'PENDING' returning id")
            .params(state, person.name(), reason, responseId)
            .query(UUID.class)
            .list();
    for (UUID id : decided) {
      String kind = grant ? "approval.granted" : "approval.denied";
      timeline.append(incidentId, kind, person, Map.of("by", person.name(), "reason", reason));
      audit.record(
          person,
          kind,
          "approval",
          id.toString(),
          Map.of("state", "PENDING"),
          Map.of("state", state),
          reason);
    }
  }

  private void lapse(UUID incidentId, UUID responseId) {
    Actor clock = Actor.system("approvals");
    for (UUID id : jdbc.sql(LAPSED).param(responseId).query(UUID.class).list()) {
      timeline.append(incidentId, "approval.lapsed", clock, Map.of());
      audit.record(
          clock,
          "approval.lapsed",
          "approval",
          id.toString(),
          Map.of("state", "PENDING"),
          Map.of("state", "LAPSED"),
          null);
    }
  }

  String reason(Set<String> rules) {
    return new TreeSet<>(rules)
        .stream().map(r -> sentences.say("rule." + r)).collect(Collectors.joining("; "));
  }

  private static Set<String> rules(String rule) {
    return Set.of(rule.split(","));
  }

  /** One approval. */
  record Approval(String state, Set<String> rules) {

    boolean pending() {
      return state.equals("PENDING");
    }

    boolean refused() {
      return state.equals("DENIED") || state.equals("LAPSED");
    }
  }
}
