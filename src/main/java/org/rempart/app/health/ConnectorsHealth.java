package org.rempart.app.health;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the products can be acted on; one that is away degrades Rempart: actions on it wait. */
@Component("connectors")
class ConnectorsHealth implements HealthIndicator {

  private final ConnectorStates states;

  ConnectorsHealth(ConnectorStates states) {
    this.states = states;
  }

  @Override
  public Health health() {
    Map<String, Object> details = new LinkedHashMap<>();
    boolean good = true;
    for (var state : states.last()) {
      details.put(
          state.id(), new Seen(state.product(), state.practice(), state.good(), state.detail()));
      good = good && state.good();
    }
    return (good ? Health.up() : Part.away()).withDetails(details).build();
  }

  /** How a product was at the last look. */
  record Seen(String product, boolean practice, boolean good, String detail) {}
}
