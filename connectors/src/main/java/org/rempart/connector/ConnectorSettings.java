package org.rempart.connector;

import java.util.List;
import java.util.Map;

/**
 * One entry of the setting {@code rempart.connectors}: a product as an administrator names it.
 *
 * @param id name of this instance, unique in the installation
 * @param type the product, one of {@link Connectors#types()}
 * @param practice whether the other side is the practice estate
 * @param sites keys of the sites that the product serves; empty for all
 * @param options what the product needs, by the names on its page under docs/connectors; secrets
 *     only by reference, see {@link SecretRef}
 */
public record ConnectorSettings(
    String id, String type, boolean practice, List<String> sites, Map<String, String> options) {

  public ConnectorSettings {
    sites = sites == null ? List.of() : List.copyOf(sites);
    options = options == null ? Map.of() : Map.copyOf(options);
  }
}
