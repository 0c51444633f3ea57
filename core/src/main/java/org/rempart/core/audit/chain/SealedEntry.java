package org.rempart.core.audit.chain;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it was sealed.
 *
 * @param link what the chain hashes
 * @param before JSON text of the values before, {@code null} when there were none or they are
 *     erased; likewise {@code after} and {@code reason}
 * @param salt what the digests were made with; {@code null} once the values are erased, so that
 *     nobody can guess them by trying
 * @param erasedAt when the values were erased; {@code null} while they are there
 * @param hash of link and chain before, as it was sealed
 */
public record SealedEntry(
    AuditLink link,
    @Nullable String before,
    @Nullable String after,
    @Nullable String reason,
    byte @Nullable [] salt,
    @Nullable Instant erasedAt,
    byte[] hash) {

  /** Place in the chain, from 1. */
  public long sequence() {
    return link.sequence();
  }

  /** Whether the values are those that were sealed; what is erased is gone and its digest stays. */
  boolean valuesFit() {
    if (salt == null) {
      return erasedAt != null && before == null && after == null && reason == null;
    }
    return fits(AuditLink.ofJson(salt, before), link.beforeDigest())
        && fits(AuditLink.ofJson(salt, after), link.afterDigest())
        && fits(AuditLink.ofText(salt, reason), link.reasonDigest());
  }

  private boolean fits(byte @Nullable [] now, byte @Nullable [] sealed) {
    return (erasedAt != null && now == null) || Arrays.equals(now, sealed);
  }
}
