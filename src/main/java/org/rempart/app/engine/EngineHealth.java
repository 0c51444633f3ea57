package org.rempart.app.engine;

import org.rempart.app.health.Part;
import org.rempart.workers.Deployment;
import org.rempart.workers.EngineWatch;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the engine is there and has our drawings; appears as {@code engine}. */
@Component("engine")
class EngineHealth implements HealthIndicator {

  private final EngineWatch watch;
  private final Deployment deployment;

  EngineHealth(EngineWatch watch, Deployment deployment) {
    this.watch = watch;
    this.deployment = deployment;
  }

  @Override
  public Health health() {
    var engine = watch.state();
    var fine = engine.up() && deployment.fault().isEmpty();
    var health = (fine ? Health.up() : Part.away()).withDetail("engine", engine.detail());
    health.withDetail("since", engine.since().toString());
    if (engine.up() && !fine) {
      health.withDetail("drawings", deployment.fault());
    }
    return health.build();
  }
}
