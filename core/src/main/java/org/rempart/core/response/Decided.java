package org.rempart.core.response;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.core.audit.Actor;

/**
 * What the deciding transaction left to do.
 *
 * @param responseId the response, or {@code null} when it had no target
 * @param leases what is to be called for now
 * @param result how it stands when nothing is to be called for, else {@code null}
 */
record Decided(
    @Nullable UUID responseId,
    UUID incidentId,
    Actor actor,
    List<Lease> leases,
    Responses.@Nullable Result result) {

  /** The response that its leases are of. */
  UUID begun() {
    return Objects.requireNonNull(responseId);
  }

  /** What its leases are for. */
  Capability capability() {
    return leases.getFirst().order().capability();
  }
}
