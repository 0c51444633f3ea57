package org.rempart.core.response;

import java.nio.file.Path;
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
 * @param connectorDeclarations folder of YAML files that declare products of the house, or {@code
 *     null} for none; read at the start
 */
@ConfigurationProperties("rempart")
record ConnectorEntries(
    @Nullable List<ConnectorSettings> connectors, @Nullable Path connectorDeclarations) {

  ConnectorEntries {
    connectors = connectors == null ? List.of() : List.copyOf(connectors);
  }

  /**
   * Builds them.
   *
   * @throws org.rempart.connector.SettingsException with every fault of all entries and of the
   *     folder
   */
  List<ConnectorRegistration> registrations() {
    Connectors known =
        connectorDeclarations == null
            ? Connectors.builtIn()
            : Connectors.with(connectorDeclarations);
    List<Connector> made = known.createAll(connectors);
    List<ConnectorRegistration> registrations = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      Set<String> sites = Set.copyOf(connectors.get(i).sites());
      registrations.add(new ConnectorRegistration(made.get(i), sites));
    }
    return registrations;
  }
}
