package org.rempart.core.response;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Assurance;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.Proof;

/** Gathers what a call comes to, one settlement for each lease. */
final class Settlements {

  private final ResponseSettings settings;
  private final Sentences sentences;
  private final Map<UUID, Settlement> settled = new LinkedHashMap<>();

  Settlements(ResponseSettings settings, Sentences sentences) {
    this.settings = settings;
    this.sentences = sentences;
  }

  List<Settlement> all() {
    return List.copyOf(settled.values());
  }

  /**
   * The product has it.
   *
   * @param before what was there before our write
   * @param reference the product's own name for it; may be empty
   * @param executedAt when, by {@link System#nanoTime()}, as is {@code readAt}
   * @param proof what a read-back showed, or {@code null} when there was none
   * @param until when the product ends it by itself, if it was told now
   */
  void done(
      Lease lease,
      Map<String, String> before,
      String reference,
      long executedAt,
      @Nullable Proof proof,
      long readAt,
      @Nullable Instant until) {
    boolean first = lease.standing() == Lease.Standing.ESTABLISH;
    boolean blind = lease.assurance() == Assurance.BLIND;
    Proof read = proof == null && !blind ? unknown(lease) : proof;
    keep(
        new Settlement(
            lease.actionId(),
            lease.containmentId(),
            lease.fencing(),
            Fate.State.EXECUTED,
            false,
            false,
            first ? before : null,
            reference.isEmpty() ? null : reference,
            null,
            null,
            ago(executedAt),
            read == null ? null : read.result(),
            read == null ? null : read.readAt(),
            read == null ? null : read.evidence(),
            read == null ? null : ago(readAt),
            until,
            lease.expirySeconds()));
  }

  private Proof unknown(Lease lease) {
    return new Proof(
        lease.order().key(),
        Proof.Result.UNKNOWN,
        Instant.now(),
        sentences.say("message.unreadable"));
  }

  /** It is tried again later. */
  void postpone(Lease lease, @Nullable String why, boolean inDoubt) {
    keep(unfinished(lease, Fate.State.WAITING, why, inDoubt, false, wait(lease)));
  }

  /** Something was sent just now, and may have taken effect. */
  void unanswered(Lease lease, OutcomeUnknownException cause) {
    String why = cause.getMessage();
    keep(unfinished(lease, Fate.State.WAITING, why, true, true, wait(lease)));
  }

  private double wait(Lease lease) {
    return settings.backOff(lease.attempts()).toMillis() / 1000.0;
  }

  /** A person has to look. */
  void fail(Lease lease, @Nullable String why, boolean inDoubt) {
    keep(unfinished(lease, Fate.State.FAILED, why, inDoubt, false, null));
  }

  private static Settlement unfinished(
      Lease lease,
      Fate.State state,
      @Nullable String why,
      boolean inDoubt,
      boolean sent,
      @Nullable Double wait) {
    return new Settlement(
        lease.actionId(),
        lease.containmentId(),
        lease.fencing(),
        state,
        inDoubt,
        sent,
        null,
        null,
        why,
        wait,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private void keep(Settlement settlement) {
    settled.put(settlement.actionId(), settlement);
  }

  private static double ago(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
