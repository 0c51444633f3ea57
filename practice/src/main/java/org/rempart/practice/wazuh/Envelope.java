package org.rempart.practice.wazuh;

import java.util.List;
import java.util.Map;

/** What every answer of the manager is wrapped in. */
final class Envelope {

  private Envelope() {}

  static Map<String, Object> items(List<?> items) {
    return items(items, items.size());
  }

  static Map<String, Object> items(List<?> items, int total) {
    return Map.of(
        "affected_items",
        items,
        "total_affected_items",
        total,
        "total_failed_items",
        0,
        "failed_items",
        List.of());
  }

  static Map<String, Object> errorAgent() {
    var error = Map.of("code", 1701, "message", "Agent does not exist");
    return failed(Map.of("error", error, "id", List.of("999")), "No agent was found");
  }

  static Map<String, Object> failed(Map<String, ?> item, String message) {
    return Map.of(
        "data",
        Map.of(
            "affected_items",
            List.of(),
            "total_affected_items",
            0,
            "total_failed_items",
            1,
            "failed_items",
            List.of(item)),
        "message",
        message,
        "error",
        1);
  }

  static Map<String, Object> data(Map<String, Object> data) {
    return Map.of("data", data, "error", 0);
  }
}
