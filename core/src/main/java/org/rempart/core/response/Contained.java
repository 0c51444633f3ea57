package org.rempart.core.response;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A containment as the register shows it.
 *
 * @param state IN_FORCE, REVERTING, REVERT_FAILED, VANISHED or REVERTED
 * @param practice whether the product is the practice estate
 * @param until when it ends by itself, or {@code null} for never
 * @param reason why it is being undone, or {@code null}
 * @param message what the product said when undoing failed or waits, or {@code null}
 * @param read the newest read-back, or {@code null} when there was none
 * @param claims who needs it, oldest first
 * @param pin a person's hold on it, or {@code null} when there is none
 */
public record Contained(
    UUID id,
    String siteId,
    String connector,
    boolean practice,
    String capability,
    String targetKind,
    String target,
    String state,
    Instant since,
    @Nullable Instant until,
    @Nullable String reason,
    @Nullable String message,
    @Nullable Read read,
    List<Claim> claims,
    @Nullable Pin pin) {

  /**
   * How it stands for people: in force only while the newest read-back shows it, UNPROVEN while
   * none does.
   */
  public String standing() {
    return standing(state, read == null ? null : read.result());
  }

  /**
   * The same for a containment and its newest read-back.
   *
   * @param result HOLDS, ABSENT or UNKNOWN; {@code null} when there was none
   */
  public static String standing(String state, @Nullable String result) {
    return state.equals("IN_FORCE") && !"HOLDS".equals(result) ? "UNPROVEN" : state;
  }

  /**
   * The claims for people: an incident and asker once, however many of its actions came to claim it
   * at the same moment.
   */
  public List<Claim> reasons() {
    Map<List<Object>, Claim> first = new LinkedHashMap<>();
    claims.forEach(claim -> first.putIfAbsent(List.of(claim.incidentId(), claim.by()), claim));
    return List.copyOf(first.values());
  }

  /** A person's hold, with their login and why. */
  public record Pin(String by, String reason, Instant at) {}

  /** One read-back: HOLDS, ABSENT or UNKNOWN, and what was read. */
  public record Read(String result, Instant at, @Nullable String evidence) {}

  /**
   * One claim that is not released.
   *
   * @param incidentNumber number of the incident, for people
   * @param by who asked for the action
   */
  public record Claim(
      UUID incidentId,
      long incidentNumber,
      String incidentTitle,
      UUID actionId,
      String by,
      Instant at) {}
}
