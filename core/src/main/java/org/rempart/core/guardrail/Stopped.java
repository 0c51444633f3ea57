package org.rempart.core.guardrail;

import java.util.Set;

/**
 * What the kill switches that are on stop.
 *
 * @param all whether everything is stopped
 * @param sites ids of sites at which nothing is done
 * @param connectors ids of products that are left alone
 */
record Stopped(boolean all, Set<String> sites, Set<String> connectors) {

  boolean stops(String siteId, String connector) {
    return all || sites.contains(siteId) || connectors.contains(connector);
  }
}
