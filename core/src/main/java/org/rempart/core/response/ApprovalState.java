package org.rempart.core.response;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question that waits for people, as they see it.
 *
 * @param rules the guardrails that ask
 * @param missing the groups whose word is still missing
 * @param yeses the logins of those who said yes
 * @param several whether more than one person is needed
 * @param overridable whether a manager's word may stand for the rest in an emergency
 * @param clinical whether the clinical side is asked, so that what depends on the targets must be
 *     read
 * @param escalatesAt when the next group is asked as well, or {@code null} when there is none
 * @param lapsesAt when the question ends without an answer, as a no
 * @param care what depends on the targets, one for each that the inventory knows
 */
public record ApprovalState(
    Set<String> rules,
    List<String> missing,
    List<String> yeses,
    boolean several,
    boolean overridable,
    boolean clinical,
    @Nullable Instant escalatesAt,
    @Nullable Instant lapsesAt,
    List<Care> care) {

  /** Whether there is something to read first, so that a button in a chat is no place for a yes. */
  public boolean needsReading() {
    return clinical || !care.isEmpty();
  }

  /**
   * What a clinician must know of one machine.
   *
   * @param dependents what depends on it; may be empty when the inventory does not say
   * @param downtime how care goes on without; may be empty when the inventory does not say
   */
  public record Care(String host, String owner, String dependents, String downtime) {}
}
