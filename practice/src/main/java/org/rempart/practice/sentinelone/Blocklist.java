package org.rempart.practice.sentinelone;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rempart.practice.Call;
import org.rempart.practice.Effects;
import org.rempart.practice.Entry;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import tools.jackson.databind.JsonNode;

/**
 * The blocklist of SentinelOne: an entry is for one system, and a second one is an error. It is
 * listed in pages, and no more than a page can be skipped.
 */
final class Blocklist {

  private static final int MOST = 1000;

  private final Ledger ledger;
  private final Effects effects;

  /** By hash and system. */
  private final Map<String, Map<String, Object>> entries = new TreeMap<>();

  Blocklist(Ledger ledger, Effects effects) {
    this.ledger = ledger;
    this.effects = effects;
  }

  Reply handle(Call call) {
    return switch (call.method()) {
      case "GET" -> listed(call);
      case "POST" -> created(call, call.json().path("data"), call.json().path("filter"));
      case "DELETE" -> deleted(call, call.json().path("data").path("ids"));
      default -> SentineloneStandIn.failed(405, "Method not allowed");
    };
  }

  synchronized List<Map<String, Object>> all() {
    return List.copyOf(entries.values());
  }

  synchronized void apply(Entry entry) {
    if (entry.operation().equals("blocklist-delete")) {
      entries.remove(entry.target());
      return;
    }
    Map<String, Object> one = new HashMap<>(entry.details());
    one.put("id", String.valueOf(2_000_000_000L + entry.number()));
    one.put("type", "black_hash");
    entries.put(entry.target(), one);
  }

  private Reply listed(Call call) {
    String query = call.parameter("query");
    int limit = call.number("limit", 10);
    int skip = call.number("skip", 0);
    if (limit > MOST || skip > MOST) {
      return SentineloneStandIn.failed(400, "Validation Error");
    }
    List<Map<String, Object>> found =
        all().stream().filter(e -> query.isEmpty() || query.equals(e.get("sha256Value"))).toList();
    return Reply.json(
        200,
        Map.of(
            "data",
            found.stream().skip(skip).limit(limit).toList(),
            "pagination",
            Map.of("totalItems", found.size())));
  }

  private Reply created(Call call, JsonNode data, JsonNode filter) {
    String field = data.hasNonNull("sha256Value") ? "sha256Value" : "value";
    String hash = data.path(field).asString("");
    String system = data.path("osType").asString("");
    boolean scoped = filter.path("tenant").asBoolean() || !filter.path("siteIds").isEmpty();
    if (hash.length() != (field.equals("value") ? 40 : 64)
        || system.isEmpty()
        || !scoped
        || !data.path("type").asString("").equals("black_hash")) {
      return SentineloneStandIn.failed(400, "Validation Error");
    }
    String place = hash + " " + system;
    if (all().stream().anyMatch(e -> place.equals(place(e)))) {
      return SentineloneStandIn.failed(400, "The hash already exists on the blocklist");
    }
    Map<String, String> details = new HashMap<>(Map.of(field, hash, "osType", system));
    // One that was made without a description has none, not an empty one.
    if (data.hasNonNull("description")) {
      details.put("description", data.path("description").asString());
    }
    effects.after(call.effectAfter(), () -> record("blocklist-create", place, details));
    return Reply.json(200, Map.of("data", List.of(details)));
  }

  private Reply deleted(Call call, JsonNode ids) {
    List<String> wanted = ids.valueStream().map(id -> id.asString("")).toList();
    List<String> places =
        all().stream()
            .filter(e -> wanted.contains(e.get("id").toString()))
            .map(Blocklist::place)
            .toList();
    effects.after(
        call.effectAfter(), () -> places.forEach(p -> record("blocklist-delete", p, Map.of())));
    return Reply.json(200, Map.of("data", Map.of("affected", places.size())));
  }

  /** An entry of a SHA-1 has it as its value, and no SHA-256. */
  private static String place(Map<String, Object> entry) {
    return entry.getOrDefault("sha256Value", entry.get("value")) + " " + entry.get("osType");
  }

  private synchronized void record(String operation, String place, Map<String, String> details) {
    apply(ledger.append(SentineloneStandIn.NAME, operation, place, details));
  }
}
