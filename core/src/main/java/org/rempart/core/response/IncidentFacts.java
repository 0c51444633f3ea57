package org.rempart.core.response;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.incident.EntityKind;
import org.rempart.core.incident.EntityRole;
import org.rempart.core.incident.Marking;
import org.rempart.core.incident.Phase;
import org.rempart.core.incident.Severity;

/**
 * What deciding needs to know of an incident.
 *
 * @param dryRun whether nothing may reach a product, for this incident or at all
 * @param now the database's clock
 * @param marking how far it may travel
 * @param signs what its alerts show
 * @param entities those of the kinds that were asked for, oldest first
 */
record IncidentFacts(
    UUID id,
    long number,
    String siteId,
    String title,
    Severity severity,
    Phase phase,
    boolean dryRun,
    Instant now,
    Marking marking,
    Set<String> signs,
    List<Entity> entities) {

  /**
   * One entity.
   *
   * @param own whether it is an address of ours: of an asset or in an own range
   * @param host the machine that the inventory knows at a victim's address and that no alert of the
   *     incident names; null when it knows none there, or several
   */
  record Entity(
      EntityKind kind, String value, EntityRole role, boolean own, @Nullable String host) {

    boolean is(EntityKind kind, EntityRole role) {
      return this.kind == kind && this.role == role;
    }
  }
}
