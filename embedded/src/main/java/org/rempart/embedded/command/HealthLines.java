package org.rempart.embedded.command;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The application's health, a line for each part and connector.
 *
 * @param well whether all of them are up, and none has a warning
 */
record HealthLines(List<String> lines, boolean well) {

  static HealthLines of(RempartApi api) {
    JsonNode health = api.health();
    List<String> lines = new ArrayList<>();
    add("application", health, lines);
    health.path("components").properties().stream()
        // They have a table of their own.
        .filter(component -> !component.getKey().equals("connectors"))
        .forEach(component -> add(component.getKey(), component.getValue(), lines));
    return new HealthLines(lines, lines.stream().allMatch(line -> line.startsWith("  ok")));
  }

  private static void add(String name, JsonNode health, List<String> lines) {
    String status = health.path("status").asString("UNKNOWN");
    JsonNode details = health.path("details");
    lines.add(
        "  %-3s %s: %s %s"
            .formatted(
                "UP".equals(status) && !details.has("warning") ? "ok" : "!!",
                name,
                status,
                details.isMissingNode() ? "" : details)
            .stripTrailing());
  }
}
