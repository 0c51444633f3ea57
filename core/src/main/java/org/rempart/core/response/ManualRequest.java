package org.rempart.core.response;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked for by hand.
 *
 * @param capability id, for example {@code network.block-address}
 * @param targets what to do it to, each in its kind's canonical form
 * @param parameters what was said beside the targets, by name
 * @param askedBy login of the person, or name of the API token
 * @param takenUpAt when the incident's process took it up; {@code null} while the process engine
 *     has not
 * @param responseId what came of it; {@code null} while it is not taken up, and when all that it
 *     asks for was in force already
 */
public record ManualRequest(
    UUID id,
    UUID incidentId,
    String capability,
    String targetKind,
    List<String> targets,
    Map<String, String> parameters,
    String askedBy,
    String reason,
    Instant askedAt,
    @Nullable Instant takenUpAt,
    @Nullable UUID responseId) {}
