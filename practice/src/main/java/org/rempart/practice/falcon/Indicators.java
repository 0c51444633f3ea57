package org.rempart.practice.falcon;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rempart.practice.Call;
import org.rempart.practice.Effects;
import org.rempart.practice.Entry;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import tools.jackson.databind.JsonNode;

/**
 * Indicators of Falcon: at most one of a type and value, a second one is an error. One that has
 * expired stays and does nothing until somebody gives it a later end. They are listed in pages, of
 * which offsets reach the first ten thousand alone.
 */
final class Indicators {

  private static final Pattern VALUE = Pattern.compile("value:'([^']*)'");
  private static final int MOST_IN_A_PAGE = 2000;
  private static final int MOST_BY_OFFSET = 10_000;

  private final Ledger ledger;
  private final Effects effects;

  /** By value. */
  private final Map<String, Map<String, Object>> indicators = new TreeMap<>();

  Indicators(Ledger ledger, Effects effects) {
    this.ledger = ledger;
    this.effects = effects;
  }

  Reply handle(Call call) {
    return switch (call.method() + " " + call.path()) {
      case "GET /iocs/queries/indicators/v1" ->
          FalconStandIn.resources(200, all().stream().map(i -> i.get("id")).toList());
      case "GET /iocs/combined/indicator/v1" -> listed(call, found(call.parameter("filter")));
      case "POST /iocs/entities/indicators/v1" -> created(call);
      case "PATCH /iocs/entities/indicators/v1" -> changed(call);
      case "DELETE /iocs/entities/indicators/v1" -> deleted(call);
      default -> FalconStandIn.error(404, 404, "404: Page Not Found");
    };
  }

  synchronized List<Map<String, Object>> all() {
    return List.copyOf(indicators.values());
  }

  synchronized void apply(Entry entry) {
    if (entry.operation().equals("indicator-deleted")) {
      indicators.remove(entry.target());
      return;
    }
    Map<String, Object> one =
        indicators.computeIfAbsent(
            entry.target(),
            value ->
                new HashMap<>(
                    Map.of("id", "ioc-" + entry.number(), "value", value, "type", "sha256")));
    one.putAll(entry.details());
    one.computeIfPresent("applied_globally", (n, all) -> all.toString().equals("true"));
    one.put("deleted", false);
    boolean expired =
        one.containsKey("expiration")
            && Instant.parse(one.get("expiration").toString()).isBefore(Instant.now());
    one.put("expired", expired);
    if (expired) {
      one.put("action", "no_action");
    }
  }

  /** All of them where the filter names no value: there are none but of SHA-256. */
  private List<Map<String, Object>> found(String filter) {
    Matcher value = VALUE.matcher(filter);
    if (!value.find()) {
      return all();
    }
    String wanted = value.group(1);
    return all().stream().filter(i -> wanted.equals(i.get("value"))).toList();
  }

  private static Reply listed(Call call, List<Map<String, Object>> found) {
    int limit = call.number("limit", 100);
    int offset = call.number("offset", 0);
    if (limit > MOST_IN_A_PAGE || offset + limit > MOST_BY_OFFSET) {
      return FalconStandIn.error(400, 400, "limit or offset out of range");
    }
    Map<String, Integer> pages = Map.of("offset", offset, "limit", limit, "total", found.size());
    return Reply.json(
        200,
        Map.of(
            "meta",
            Map.of("pagination", pages),
            "resources",
            found.stream().skip(offset).limit(limit).toList(),
            "errors",
            List.of()));
  }

  private Reply created(Call call) {
    JsonNode one = call.json().path("indicators").path(0);
    String value = one.path("value").asString("");
    if (value.length() != 64 || one.path("platforms").isEmpty()) {
      return FalconStandIn.error(400, 400, "400: Bad Request");
    }
    if (!found("value:'" + value + "'").isEmpty()) {
      return FalconStandIn.error(400, 400, "Duplicate type: 'sha256' and value: '" + value + "'");
    }
    Map<String, String> details = new HashMap<>();
    details.put("action", one.path("action").asString(""));
    details.put("applied_globally", String.valueOf(one.path("applied_globally").asBoolean()));
    // One that was made without a description has none, not an empty one.
    if (one.hasNonNull("description")) {
      details.put("description", one.path("description").asString());
    }
    effects.after(call.effectAfter(), () -> record("indicator-created", value, details));
    return FalconStandIn.resources(201, List.of(Map.of("value", value)));
  }

  private Reply changed(Call call) {
    JsonNode wanted = call.json().path("indicators").path(0);
    Map<String, String> details = new HashMap<>();
    for (String field : List.of("action", "expiration")) {
      if (wanted.hasNonNull(field)) {
        details.put(field, wanted.path(field).asString());
      }
    }
    return withId(call, wanted.path("id").asString(""), "indicator-changed", details);
  }

  private Reply deleted(Call call) {
    return withId(call, call.parameter("ids"), "indicator-deleted", Map.of());
  }

  private Reply withId(Call call, String id, String operation, Map<String, String> details) {
    for (Map<String, Object> one : all()) {
      if (id.equals(one.get("id"))) {
        String value = one.get("value").toString();
        effects.after(call.effectAfter(), () -> record(operation, value, details));
        return FalconStandIn.resources(200, List.of(id));
      }
    }
    return FalconStandIn.error(404, 404, "indicator not found: " + id);
  }

  private synchronized void record(String operation, String value, Map<String, String> details) {
    apply(ledger.append(FalconStandIn.NAME, operation, value, details));
  }
}
