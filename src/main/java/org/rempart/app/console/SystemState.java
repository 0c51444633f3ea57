package org.rempart.app.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How the parts are that Rempart works with, asked every five seconds apart from any request, so
 * that no page waits for a part that is away.
 */
@Component
class SystemState {

  private final Map<String, HealthIndicator> indicators;
  private volatile List<Part> parts = List.of();

  SystemState(Map<String, HealthIndicator> indicators) {
    this.indicators = new TreeMap<>(indicators);
  }

  /** Every part as it was at the last look. */
  List<Part> parts() {
    return parts;
  }

  /** What is away. */
  List<Part> away() {
    return parts.stream().filter(part -> !part.good()).toList();
  }

  @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
  void look() {
    parts = indicators.entrySet().stream().map(one -> part(one.getKey(), one.getValue())).toList();
  }

  private static Part part(String name, HealthIndicator indicator) {
    var shortName = name.replace("HealthIndicator", "").replace("HealthContributor", "");
    return part(shortName, Objects.requireNonNullElse(indicator.health(), Health.up().build()));
  }

  private static Part part(String name, Health health) {
    var good = health.getStatus().equals(Status.UP) || health.getStatus().equals(Status.UNKNOWN);
    var details = new LinkedHashMap<String, String>();
    health.getDetails().forEach((key, value) -> details.put(key, String.valueOf(value)));
    return new Part(name, good, details);
  }

  /**
   * One part.
   *
   * @param name {@code engine}, {@code kafka}, {@code connectors} and others; message key {@code
   *     part.<name>}
   * @param details what the look showed
   */
  public record Part(String name, boolean good, Map<String, String> details) {}
}
