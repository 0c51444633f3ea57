package org.rempart.core.response;

import java.util.Set;
import org.rempart.connector.Connector;

/**
 * A configured product and where it acts.
 *
 * @param connector the product
 * @param siteIds the sites it serves; empty for every site
 */
public record ConnectorRegistration(Connector connector, Set<String> siteIds) {

  public ConnectorRegistration {
    siteIds = Set.copyOf(siteIds);
  }

  /** Whether it acts for this site. */
  public boolean serves(String siteId) {
    return siteIds.isEmpty() || siteIds.contains(siteId);
  }
}
