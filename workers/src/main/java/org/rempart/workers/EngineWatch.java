package org.rempart.workers;

import io.camunda.client.api.response.Topology;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Asks the engine again and again whether it is there, and tells who wants to know. */
@Component
public class EngineWatch {

  private static final Logger LOG = LoggerFactory.getLogger(EngineWatch.class);

  private final EngineConnection connection;
  private final EngineSettings settings;
  // Asked for late: some of them ask this watch whether the engine is there.
  private final ObjectProvider<EngineReturn> returns;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("engine-watch").daemon().factory());
  private volatile State state = new State(false, "not asked yet", Instant.now());

  EngineWatch(
      EngineConnection connection, EngineSettings settings, ObjectProvider<EngineReturn> returns) {
    this.connection = connection;
    this.settings = settings;
    this.returns = returns;
  }

  /** How the engine stands. */
  public State state() {
    return state;
  }

  /** Whether the engine has been there for at least so long. */
  public boolean upFor(Duration time) {
    var now = state;
    return now.up() && now.since().plus(time).isBefore(Instant.now());
  }

  @EventListener(ApplicationStartedEvent.class)
  void start() {
    var every = settings.watchInterval().toMillis();
    timer.scheduleWithFixedDelay(this::look, 0, every, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      if (!state.up()) {
        connection.hurry();
      }
      // A busy engine may take long to answer and is not away for that; a dead one refuses at once.
      seen(connection.client().newTopologyRequest().send().join());
    } catch (RuntimeException away) {
      away(Objects.toString(away.getMessage(), away.getClass().getSimpleName()));
    }
  }

  private void seen(Topology topology) {
    if (!everyPartitionLed(topology)) {
      away("not every partition has a leader");
      return;
    }
    if (!state.up()) {
      returns.orderedStream().forEach(EngineReturn::engineReturned);
      LOG.info("The engine is there: gateway {}.", topology.getGatewayVersion());
      state = new State(true, "gateway " + topology.getGatewayVersion(), Instant.now());
    }
  }

  private static boolean everyPartitionLed(Topology topology) {
    var led =
        topology.getBrokers().stream()
            .flatMap(broker -> broker.getPartitions().stream())
            .filter(partition -> partition.isLeader())
            .map(partition -> partition.getPartitionId())
            .distinct()
            .count();
    return led > 0 && led == topology.getPartitionsCount();
  }

  private void away(String why) {
    if (state.up()) {
      LOG.warn("The engine is away: {}. Alerts go on; processes wait.", why);
    }
    state = new State(false, why, state.up() ? Instant.now() : state.since());
  }

  @PreDestroy
  void stop() {
    timer.shutdownNow();
  }

  /**
   * How the engine stands.
   *
   * @param up whether a gateway answers and every partition has a leader
   * @param detail its version, or what went wrong
   * @param since since when, by this machine's clock
   */
  public record State(boolean up, String detail, Instant since) {}
}
