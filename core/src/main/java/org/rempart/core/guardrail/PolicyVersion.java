package org.rempart.core.guardrail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of the guardrails' table, without its text.
 *
 * @param version from 1, in the order in which they came
 * @param sha256 of the file, hex
 * @param packed whether it came with the application or its overlay folder, not from a person
 * @param note what its author says about it; may be empty
 * @param triedAt when it was last tried on past actions, or {@code null} for never
 * @param publishedBy who put it in force, or {@code null} for nobody yet
 */
public record PolicyVersion(
    int version,
    State state,
    String sha256,
    boolean packed,
    String note,
    String createdBy,
    Instant createdAt,
    @Nullable Instant triedAt,
    @Nullable String publishedBy,
    @Nullable Instant publishedAt) {

  /** Where a version stands. */
  public enum State {
    /** Not in force so far. */
    DRAFT,
    /** In force; there is always one. */
    PUBLISHED,
    /** Was in force. */
    RETIRED
  }
}
