package org.rempart.practice.harfanglab;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.rempart.practice.Call;
import org.rempart.practice.Effects;
import org.rempart.practice.Entry;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import tools.jackson.databind.JsonNode;

/**
 * IOC sources of HarfangLab EDR and the rules in them. Filters find what only resembles, a second
 * rule of a type and value in one source is an error, and a rule that does not say so does not
 * block. They are listed in pages.
 */
final class Indicators {

  static final String PREFIX = "/api/data/threat_intelligence/";

  private static final String SOURCES = PREFIX + "IOCSource/";
  private static final String RULES = PREFIX + "IOCRule/";

  private static final List<String> FIELDS =
      List.of(
          "name",
          "type",
          "value",
          "comment",
          "source_id",
          "enabled",
          "endpoint_detection",
          "block_on_agent",
          "quarantine_on_agent",
          "hl_status");

  private static final Map<String, String> NEW_SOURCE = Map.of("enabled", "true");

  /** What a rule is unless its creation says otherwise. */
  private static final Map<String, String> NEW_RULE =
      Map.of(
          "enabled",
          "true",
          "endpoint_detection",
          "false",
          "block_on_agent",
          "false",
          "quarantine_on_agent",
          "false",
          "hl_status",
          "testing");

  private final Ledger ledger;
  private final Effects effects;

  /** By id, as are the rules. */
  private final Map<String, Map<String, Object>> sources = new TreeMap<>();

  private final Map<String, Map<String, Object>> rules = new TreeMap<>();

  Indicators(Ledger ledger, Effects effects) {
    this.ledger = ledger;
    this.effects = effects;
    Map<String, String> ours = Map.of("name", "Rempart", "enabled", "true");
    Map<String, String> resembling = Map.of("name", "Rempart essais", "enabled", "true");
    put(sources, "00000000-0000-4000-8000-000000000700", resembling);
    put(sources, "00000000-0000-4000-8000-000000000701", ours);
  }

  Reply handle(Call call) {
    boolean ofRules = call.path().startsWith(RULES);
    if (!ofRules && !call.path().startsWith(SOURCES)) {
      return HarfanglabStandIn.notFound();
    }
    String kind = ofRules ? "rule" : "source";
    Map<String, Map<String, Object>> all = ofRules ? rules : sources;
    String id = call.path().substring((ofRules ? RULES : SOURCES).length()).replace("/", "");
    if (call.is("GET", SOURCES)) {
      return listed(call, found(sources(), "name", call.parameter("name__exact")));
    }
    if (call.is("GET", RULES)) {
      return listed(call, of(call, found(rules(), "value", call.parameter("value__exact"))));
    }
    if (call.is("POST", SOURCES) || call.is("POST", RULES)) {
      return created(call, kind, ofRules);
    }
    if (!exists(all, id)) {
      return HarfanglabStandIn.notFound();
    }
    return switch (call.method()) {
      case "PATCH" -> written(call, 200, kind + "-changed", id, fields(call.json()));
      case "DELETE" -> deleted(call, kind, id);
      default -> HarfanglabStandIn.notFound();
    };
  }

  synchronized List<Map<String, Object>> sources() {
    return copied(sources);
  }

  synchronized List<Map<String, Object>> rules() {
    return copied(rules);
  }

  synchronized void apply(Entry entry) {
    Map<String, Map<String, Object>> all = all(entry.operation());
    if (entry.operation().endsWith("-deleted")) {
      all.remove(entry.target());
    } else {
      put(all, entry.target(), entry.details());
    }
  }

  private Map<String, Map<String, Object>> all(String operation) {
    return operation.startsWith("rule") ? rules : sources;
  }

  private static void put(
      Map<String, Map<String, Object>> all, String id, Map<String, String> fields) {
    all.computeIfAbsent(id, i -> new TreeMap<>(Map.of("id", i))).putAll(typed(fields));
  }

  /** The ledger keeps texts alone. */
  private static Map<String, Object> typed(Map<String, String> fields) {
    Map<String, Object> typed = new TreeMap<>();
    fields.forEach((n, v) -> typed.put(n, v.matches("true|false") ? Boolean.valueOf(v) : v));
    return typed;
  }

  private static List<Map<String, Object>> copied(Map<String, Map<String, Object>> all) {
    return all.values().stream().map(Map::copyOf).toList();
  }

  private static List<Map<String, Object>> found(
      List<Map<String, Object>> all, String field, String part) {
    return all.stream().filter(one -> one.get(field).toString().contains(part)).toList();
  }

  /** Those of the source and type that were asked for. */
  private static List<Map<String, Object>> of(Call call, List<Map<String, Object>> rules) {
    return rules.stream()
        .filter(
            rule ->
                Stream.of("source_id", "type")
                    .filter(field -> !call.parameter(field).isEmpty())
                    .allMatch(field -> call.parameter(field).equals(rule.get(field))))
        .toList();
  }

  private static Reply listed(Call call, List<Map<String, Object>> found) {
    int from = call.number("offset", 0);
    int limit = call.number("limit", 100);
    Map<String, Object> answer = new TreeMap<>();
    answer.put("count", found.size());
    answer.put(
        "next", from + limit < found.size() ? call.path() + "?offset=" + (from + limit) : null);
    answer.put("results", found.stream().skip(from).limit(limit).toList());
    return Reply.json(200, answer);
  }

  private synchronized boolean exists(Map<String, Map<String, Object>> all, String id) {
    return all.containsKey(id);
  }

  private Reply created(Call call, String kind, boolean ofRules) {
    Map<String, String> fields = new TreeMap<>(ofRules ? NEW_RULE : NEW_SOURCE);
    fields.putAll(fields(call.json()));
    if (ofRules && !exists(sources, fields.getOrDefault("source_id", ""))) {
      return Reply.json(400, Map.of("source_id", List.of("This source does not exist.")));
    }
    if (ofRules && rules().stream().anyMatch(rule -> same(rule, fields))) {
      String text = "A rule with this type, value and source already exists.";
      return Reply.json(400, Map.of("non_field_errors", List.of(text)));
    }
    return written(call, 201, kind + "-created", UUID.randomUUID().toString(), fields);
  }

  private static boolean same(Map<String, Object> rule, Map<String, String> fields) {
    return Stream.of("type", "value", "source_id")
        .allMatch(field -> Objects.equals(rule.get(field), fields.get(field)));
  }

  /** The answer shows what will be, also when it comes before that. */
  private Reply written(
      Call call, int status, String operation, String id, Map<String, String> fields) {
    effects.after(call.effectAfter(), () -> record(operation, id, fields));
    return Reply.json(status, shown(operation, id, fields));
  }

  private synchronized Map<String, Object> shown(
      String operation, String id, Map<String, String> fields) {
    Map<String, Object> shown = new TreeMap<>(all(operation).getOrDefault(id, Map.of("id", id)));
    shown.putAll(typed(fields));
    return shown;
  }

  private Reply deleted(Call call, String kind, String id) {
    effects.after(call.effectAfter(), () -> record(kind + "-deleted", id, Map.of()));
    return new Reply(204, Map.of(), "");
  }

  private static Map<String, String> fields(JsonNode body) {
    Map<String, String> fields = new TreeMap<>();
    FIELDS.stream().filter(body::hasNonNull).forEach(f -> fields.put(f, body.path(f).asString()));
    return fields;
  }

  /** What took effect since the answer may have left nothing to do. */
  private synchronized void record(String operation, String id, Map<String, String> fields) {
    boolean fits =
        operation.endsWith("-created")
            ? rules.values().stream().noneMatch(rule -> same(rule, fields))
            : all(operation).containsKey(id);
    if (fits) {
      apply(ledger.append(HarfanglabStandIn.NAME, operation, id, fields));
    }
  }
}
