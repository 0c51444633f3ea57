package org.rempart.app.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the parts are that Rempart works with, asked every five seconds apart from any request, so
 * that no page waits for a part that is away.
 */
@Component
class SystemState {

  /** What only Spring and supervisors ask for. */
  private static final Set<String> NOT_SHOWN =
      Set.of("livenessState", "readinessState", "ping", "ssl", "diskSpace");

  private final JsonMapper json;
  private final Map<String, HealthIndicator> indicators;
  private volatile List<Part> parts = List.of();

  SystemState(JsonMapper json, Map<String, HealthIndicator> indicators) {
    this.json = json;
    this.indicators = new TreeMap<>();
    indicators.forEach((name, indicator) -> this.indicators.put(shortName(name), indicator));
    this.indicators.keySet().removeAll(NOT_SHOWN);
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

  private static String shortName(String bean) {
    return bean.replace("HealthIndicator", "").replace("HealthContributor", "");
  }

  private Part part(String name, HealthIndicator indicator) {
    return part(name, Objects.requireNonNullElse(indicator.health(), Health.up().build()));
  }

  private Part part(String name, Health health) {
    var good = health.getStatus().equals(Status.UP) || health.getStatus().equals(Status.UNKNOWN);
    var details = new LinkedHashMap<String, String>();
    health.getDetails().forEach((key, value) -> details.put(key, plain(value)));
    return new Part(name, good, details);
  }

  /** A detail as a line; one of several values as "name: value, name: value". */
  private String plain(Object value) {
    return json.convertValue(value, Object.class) instanceof Map<?, ?> values
        ? values.entrySet().stream()
            .map(one -> one.getKey() + ": " + one.getValue())
            .collect(Collectors.joining(", "))
        : String.valueOf(value);
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
