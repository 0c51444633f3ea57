package org.rempart.core.response;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action as lists show it, with the newest proof.
 *
 * @param state PLANNED, REFUSED, WAITING, EXECUTING, EXECUTED, FAILED or CANCELLED
 * @param dryRun whether nothing was sent to the product
 * @param practice whether the product was the practice estate
 * @param rule the guardrail that refused or asked
 * @param message what the product or the guardrail said
 * @param reference what the product calls it, for example a ticket's number
 * @param proof the newest read-back; {@code null} when there was none
 * @param containment what became of what it put in force; {@code null} when it puts nothing in
 *     force
 */
public record ActionSummary(
    UUID id,
    UUID incidentId,
    UUID responseId,
    String capability,
    String connector,
    String targetKind,
    String target,
    String state,
    boolean dryRun,
    boolean practice,
    @Nullable String rule,
    @Nullable String message,
    @Nullable String reference,
    Instant plannedAt,
    @Nullable Instant executedAt,
    @Nullable Instant verifiedAt,
    @Nullable Proof proof,
    @Nullable Containment containment) {

  /**
   * One read-back.
   *
   * @param result HOLDS, ABSENT or UNKNOWN
   */
  public record Proof(String result, Instant at, String evidence) {}

  /**
   * What an action holds a claim on.
   *
   * @param state IN_FORCE, REVERTING, REVERTED, REVERT_FAILED or VANISHED
   * @param lastResult what its newest read-back showed, whoever asked for it; {@code null} when
   *     there was none
   * @param released when this action let go of it; {@code null} while it holds it
   */
  public record Containment(
      UUID id, String state, @Nullable String lastResult, @Nullable Instant released) {}
}
