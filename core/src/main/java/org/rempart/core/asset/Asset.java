package org.rempart.core.asset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thing we protect.
 *
 * @param siteId the hospital or office it stands in
 * @param host its name, unique within the site, in lower case
 * @param addresses IPv4 and IPv6 addresses in their canonical text form
 * @param owner who answers for it; may be empty
 * @param kind what it is, for example {@code server}, {@code workstation}, {@code gateway}
 * @param clinical whether patients depend on it: no action without a person
 * @param dependents what depends on it, for the clinician who is asked; may be empty
 * @param downtime how care goes on without it; may be empty
 * @param externalId its id in the inventory it came from, or {@code null}
 */
public record Asset(
    String siteId,
    String host,
    List<String> addresses,
    String owner,
    String kind,
    Criticality criticality,
    boolean clinical,
    String dependents,
    String downtime,
    @Nullable String externalId) {

  public Asset {
    addresses = List.copyOf(addresses);
  }

  /** How bad it is to lose it, ascending. */
  public enum Criticality {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
  }
}
