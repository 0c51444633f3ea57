package org.rempart.core.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The products that are configured.
 *
 * @param connectors one entry per product
 */
@ConfigurationProperties("rempart")
record ConnectorEntries(@Nullable List<ConnectorSettings> connectors) {

  ConnectorEntries {
    connectors = connectors == null ? List.of() : List.copyOf(connectors);
  }

  /**
   * Builds them.
   *
   * @throws org.rempart.connector.SettingsException with every fault of all entries
   */
  List<ConnectorRegistration> registrations() {
    List<Connector> made = Connectors.createAll(connectors);
    List<ConnectorRegistration> registrations = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      Set<String> sites = Set.copyOf(connectors.get(i).sites());
      registrations.add(new ConnectorRegistration(made.get(i), sites));
    }
    return registrations;
  }
}
