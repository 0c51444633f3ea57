package org.rempart.core.guardrail;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the list of what no playbook may touch by itself.
 *
 * @param siteId the site it holds for, or {@code null} for all
 * @param kind ADDRESS (one or a range, IPv4 or IPv6), HOST or ACCOUNT
 * @param value as it was entered
 * @param category why it is protected; the policy goes by it
 * @param reason in words
 * @param addresses what a host's name led to when it was last looked up
 * @param resolvedAt when that was, or {@code null} for never
 */
public record ProtectedTarget(
    UUID id,
    @Nullable String siteId,
    Kind kind,
    String value,
    Protection category,
    String reason,
    List<String> addresses,
    @Nullable Instant resolvedAt,
    String createdBy,
    Instant createdAt) {

  /** What an entry's value is. */
  public enum Kind {
    ADDRESS,
    HOST,
    ACCOUNT
  }
}
