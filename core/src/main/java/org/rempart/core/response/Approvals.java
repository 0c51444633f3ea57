package org.rempart.core.response;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.rempart.core.guardrail.GuardrailSettings;
import org.rempart.core.incident.Timeline;
import org.springframework.stereotype.Component;

/** People's yes or no to what the guardrails ask about. Runs in the caller's transaction. */
@Component
class Approvals {

  private final ApprovalRows rows;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final Sentences sentences;
  private final ResponseSettings settings;
  private final GuardrailSettings guardrails;

  Approvals(
      ApprovalRows rows,
      Timeline timeline,
      AuditTrail audit,
      Sentences sentences,
      ResponseSettings settings,
      GuardrailSettings guardrails) {
    this.rows = rows;
    this.timeline = timeline;
    this.audit = audit;
    this.sentences = sentences;
    this.settings = settings;
    this.guardrails = guardrails;
  }

  /**
   * Asks for these rules' sake.
   *
   * @param alternative what may be done meanwhile, or {@code null}
   */
  void ask(
      UUID incidentId,
      UUID responseId,
      List<Need> needs,
      @Nullable String alternative,
      Actor actor) {
    UUID id =
        rows.insert(
            responseId, needs, alternative, settings.approvalLapse(), guardrails.escalateAfter());
    List<String> rules = needs.stream().map(Need::rule).sorted().toList();
    timeline.append(incidentId, "approval.asked", actor, Map.of("rule", rules));
    audit.record(
        actor, "approval.asked", "approval", id.toString(), null, Map.of("needs", needs), null);
  }

  /** Reads the latest approval of a response, after letting it lapse if its time is over. */
  Optional<Approval> latest(UUID incidentId, UUID responseId) {
    lapse(incidentId, responseId);
    return rows.latest(responseId);
  }

  /** The rules that people granted for a response, over all its approvals. */
  Set<String> granted(UUID responseId) {
    return rows.grantedRules(responseId);
  }

  /**
   * Enters one person's word. It is granted once everybody who is needed said yes; one no ends it;
   * a word that comes too late changes nothing.
   *
   * @throws VoteRefusedException when this person's word does not count, or not in this way
   */
  void vote(UUID incidentId, UUID responseId, Vote vote, Actor person, String reason) {
    lapse(incidentId, responseId);
    Approval approval = rows.lockPending(responseId).orElse(null);
    if (approval == null) {
      return;
    }
    Set<String> groups = rows.groupsOf(person);
    check(approval, vote, person, groups);
    rows.vote(approval.id(), person.name(), groups, vote.name(), reason);
    switch (vote) {
      case DENY -> decided(incidentId, approval, "DENIED", false, person, reason);
      case OVERRIDE -> decided(incidentId, approval, "GRANTED", true, person, reason);
      case GRANT -> agreed(incidentId, approval, groups, person, reason);
    }
  }

  private static void check(Approval approval, Vote vote, Actor person, Set<String> groups) {
    if (person.kind() != Actor.Kind.PERSON) {
      throw new VoteRefusedException(VoteRefusedException.Why.NO_PERSON, "");
    }
    String missing = String.join(", ", approval.groups());
    if (vote == Vote.OVERRIDE) {
      if (!approval.overridable()) {
        throw new VoteRefusedException(VoteRefusedException.Why.NO_OVERRIDE, missing);
      }
      if (new Approval.Yes(person.name(), groups).byToken()) {
        throw new VoteRefusedException(VoteRefusedException.Why.NO_PERSON, missing);
      }
      if (!groups.contains("managers")) {
        throw new VoteRefusedException(VoteRefusedException.Why.NOT_ASKED, "managers");
      }
      return;
    }
    boolean asked = approval.groups().stream().anyMatch(groups::contains);
    if (!asked) {
      throw new VoteRefusedException(VoteRefusedException.Why.NOT_ASKED, missing);
    }
    if (vote == Vote.DENY) {
      return;
    }
    if (approval.yeses().stream().anyMatch(y -> y.login().equals(person.name()))) {
      throw new VoteRefusedException(VoteRefusedException.Why.TWICE, missing);
    }
    Approval.Yes yes = new Approval.Yes(person.name(), groups);
    if (!approval.counts(yes)) {
      throw new VoteRefusedException(
          yes.byToken() ? VoteRefusedException.Why.NO_PERSON : VoteRefusedException.Why.OWN_REQUEST,
          missing);
    }
  }

  private void agreed(
      UUID incidentId, Approval approval, Set<String> groups, Actor person, String reason) {
    Approval now = approval.with(new Approval.Yes(person.name(), groups));
    if (now.unmet().isEmpty()) {
      decided(incidentId, approval, "GRANTED", false, person, reason);
      return;
    }
    rows.stillAsks(approval.id(), now.groups());
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("by", person.name());
    told.put("reason", reason);
    told.put("missing", now.groups());
    timeline.append(incidentId, "approval.seconded", person, told);
    audit.record(person, "approval.yes", "approval", approval.id().toString(), null, told, reason);
  }

  private void decided(
      UUID incidentId,
      Approval approval,
      String state,
      boolean overridden,
      Actor person,
      String reason) {
    rows.decide(approval.id(), state, person.name(), reason, overridden);
    String kind =
        overridden
            ? "approval.overridden"
            : state.equals("GRANTED") ? "approval.granted" : "approval.denied";
    timeline.append(incidentId, kind, person, Map.of("by", person.name(), "reason", reason));
    audit.record(
        person,
        kind,
        "approval",
        approval.id().toString(),
        Map.of("state", "PENDING"),
        Map.of("state", state),
        reason);
  }

  private void lapse(UUID incidentId, UUID responseId) {
    Actor clock = Actor.system("approvals");
    for (UUID id : rows.lapse(responseId)) {
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
    return new TreeSet<>(rules).stream().map(sentences::rule).collect(Collectors.joining("; "));
  }

  /** What a person can say. */
  enum Vote {
    GRANT,
    DENY,
    /** In an emergency one manager's word stands for the other's; everybody is told. */
    OVERRIDE
  }
}
