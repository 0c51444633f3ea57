package org.rempart.core.response;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.Phase;

/**
 * Acts on products, on behalf of a playbook or a person: guardrails first, then the journal, then
 * the connectors, then the proof. Calls may be repeated with the same call key and take up where
 * they stood.
 */
public interface Responses {

  /**
   * Brings about one capability on a set of targets: decides, executes on ALLOW and takes the first
   * proof. Must be called outside any transaction. A repeat after the approval was decided goes on
   * with it.
   */
  Result respond(Call call);

  /**
   * Reads the products back once more for whatever of a response is not proven, and says how it
   * stands.
   */
  Result verify(UUID responseId);

  /**
   * Undoes what an incident did, in reverse order, except what another open incident still needs.
   * Releases the claims at once; the reverts themselves go through as soon as the products are
   * there.
   *
   * @return how many containments are now being reverted
   */
  int revertIncident(UUID incidentId, Actor actor, String reason);

  /**
   * Whether a person has just asked for something by hand that no response has taken up yet. What
   * was asked for long ago does not count: its process has missed it. Under the incident's lock,
   * nothing is asked for afterwards that this does not know of.
   */
  boolean asked(UUID incidentId);

  /** Undoes one action. Throws {@link UnknownActionException}. */
  void revertAction(UUID actionId, Actor actor, String reason);

  /**
   * One call.
   *
   * @param incidentId for which incident
   * @param callKey the same over every repeat of this call, another for a new decision
   * @param capability what to do
   * @param targetSet which of the incident's entities to do it to, resolved at the call
   * @param actor the playbook element or person that asks
   * @param phase the phase that the incident enters with this call, or {@code null} to leave it
   * @param words what a message says, by the capability's names; empty for the usual letter
   * @param requestId the manual request that this call takes up, for {@link TargetSet#NAMED}; else
   *     {@code null}
   */
  record Call(
      UUID incidentId,
      String callKey,
      Capability capability,
      TargetSet targetSet,
      Actor actor,
      @Nullable Phase phase,
      Map<String, String> words,
      @Nullable UUID requestId) {

    public Call {
      words = Map.copyOf(words);
    }

    /** A call that says nothing of its own, and takes up no manual request. */
    public Call(
        UUID incidentId,
        String callKey,
        Capability capability,
        TargetSet targetSet,
        Actor actor,
        @Nullable Phase phase) {
      this(incidentId, callKey, capability, targetSet, actor, phase, Map.of(), null);
    }
  }

  /**
   * How a response stands.
   *
   * @param responseId its id; {@code null} when there was no target
   * @param outcome what the workflow goes on with
   * @param targets how many actions it has
   * @param message one sentence for the task that follows an outcome other than DONE, without
   *     personal data
   * @param groups whose approval is asked for when the outcome is ASK, else empty
   */
  record Result(
      @Nullable UUID responseId,
      Outcome outcome,
      int targets,
      String message,
      List<String> groups) {}

  /** What a workflow goes on with. */
  enum Outcome {
    /** Executed and, where it can be read back, proven. */
    DONE,
    /** The incident has no such target. */
    NO_TARGET,
    /** A person must approve first; the approval is pending. */
    ASK,
    /** The person said no, or the approval lapsed. */
    DENIED,
    /** A guardrail forbids it. */
    REFUSED,
    /** A product is away; {@code action-settled} follows. */
    WAITING,
    /** Executed, and the read-back did not show it in force. */
    UNPROVEN,
    /** A product refused. */
    FAILED
  }

  /** Sets of targets, resolved from the incident's entities when the call is made. */
  enum TargetSet {
    /** External addresses that attack. */
    ATTACKER_ADDRESSES,
    /** Internal hosts that show signs of compromise. */
    VICTIM_HOSTS,
    /** Accounts that were attacked and fell, {@code account@host}. */
    COMPROMISED_ACCOUNTS,
    /** External addresses to which data or beacons go. */
    DESTINATION_ADDRESSES,
    /** The incident itself: its ticket. */
    INCIDENT,
    /** The people on duty: their mail addresses. */
    RESPONDERS,
    /** The people who read reports. */
    MANAGERS,
    /** The people whose word is missing: their mail addresses. */
    APPROVERS,
    /** The chat channel of the people on duty. */
    CHANNEL,
    /** What a person named in a manual request. */
    NAMED
  }

  /** All target sets, for lints of drawings. */
  static List<String> targetSets() {
    return java.util.Arrays.stream(TargetSet.values()).map(Enum::name).toList();
  }
}
