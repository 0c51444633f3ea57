package org.rempart.core.response;

import java.util.ArrayList;
import java.util.List;
import org.rempart.core.guardrail.GuardrailSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The settings of responses, and the products that they name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  ConnectorEntries.class,
  ResponseSettings.class,
  GuardrailSettings.class,
  NotifySettings.class
})
class ResponseConfiguration {

  /** Products from the settings, and such as are given as beans. */
  @Bean
  ConnectorRegistry connectorRegistry(
      ConnectorEntries entries, ObjectProvider<ConnectorRegistration> further) {
    List<ConnectorRegistration> all = new ArrayList<>(entries.registrations());
    further.orderedStream().forEach(all::add);
    return new ConnectorRegistry(all);
  }
}
