package org.rempart.app.console;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
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
  private final HealthContributorRegistry registry;
  private volatile List<Part> parts = List.of();

  SystemState(JsonMapper json, HealthContributorRegistry registry) {
    this.json = json;
    this.registry = registry;
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
    parts =
        registry.stream()
            .filter(one -> !NOT_SHOWN.contains(one.name()))
            .sorted(Comparator.comparing(HealthContributors.Entry::name))
            .flatMap(
                one ->
                    one.contributor() instanceof HealthIndicator indicator
                        ? Stream.of(part(one.name(), indicator))
                        : Stream.empty())
            .toList();
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
