package org.rempart.core.alert;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rempart.core.incident.Severity;

/**
 * One detection from one source, normalised.
 *
 * @param eventId what the source calls this very detection, unique within the source, or {@code
 *     null}
 * @param rule the source's id of the rule that fired, for example {@code 1:2001219}
 * @param ruleName what the source calls the rule
 * @param family which rules count as one kind of attack on a victim; the first sign, else the rule
 * @param severity by the source's table
 * @param occurredAt by the source's clock
 * @param entities who attacked, who was hit, what else is named; without repeats
 * @param signs short words for what it shows, see {@code incident_sign}
 * @param techniques ATT&amp;CK ids, for example {@code T1110.001}
 */
public record Alert(
    @Nullable String eventId,
    String rule,
    String ruleName,
    String family,
    Severity severity,
    Instant occurredAt,
    List<Entity> entities,
    Set<String> signs,
    Set<String> techniques) {}
