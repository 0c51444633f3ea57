package org.rempart.practice.misp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rempart.practice.Call;
import org.rempart.practice.Credentials;
import org.rempart.practice.Entry;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import org.rempart.practice.StandIn;
import tools.jackson.databind.JsonNode;

/**
 * Attributes and sightings of MISP, with their traps: a wrong key is a 403, a value that an event
 * has already is refused, and a question about a value is a POST.
 */
public final class MispStandIn implements StandIn {

  private static final String NAME = "misp";

  private final Ledger ledger;
  private final List<Map<String, String>> attributes = new ArrayList<>();
  private final List<Map<String, String>> sightings = new ArrayList<>();
  private int questions;

  public MispStandIn(Ledger ledger) {
    this.ledger = ledger;
    attributes.add(attribute("1", "7", "ip-dst", "203.0.113.66"));
    attributes.add(attribute("2", "9", "ip-src", "203.0.113.66"));
    ledger.of(NAME).forEach(this::apply);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized Reply handle(Call call) {
    if (!call.header("authorization").equals(Credentials.MISP.secret())) {
      return Reply.json(403, Map.of("name", "Authentication failed. Please pass the API key"));
    }
    return switch (call.method() + " " + call.path().replaceAll("/\\d+$", "/N")) {
      case "GET /servers/getVersion" ->
          Reply.json(200, Map.of("version", "2.4.200", "perm_sighting", true));
      case "POST /attributes/restSearch" -> found(call.json());
      case "GET /sightings/index/N" -> Reply.json(200, sightingsOf(call.last()));
      case "POST /attributes/add/N" -> added(call.last(), call.json());
      case "POST /sightings/add" -> sighted(call.json());
      default -> Reply.json(404, Map.of("name", "Not Found"));
    };
  }

  @Override
  public Reply errorInside() {
    return Reply.json(
        403, Map.of("name", "Could not add", "message", "You do not have permission"));
  }

  @Override
  public synchronized Object state() {
    return Map.of(
        "attributes", List.copyOf(attributes),
        "sightings", List.copyOf(sightings),
        "questions", questions,
        "operations", ledger.of(NAME));
  }

  private Reply found(JsonNode body) {
    questions++;
    String event = body.path("eventid").asString("");
    List<Object> hits = new ArrayList<>();
    attributes.stream()
        .filter(a -> a.get("value").equals(body.path("value").asString("")))
        .filter(a -> event.isEmpty() || a.get("event_id").equals(event))
        .forEach(a -> hits.add(shown(a)));
    return Reply.json(200, Map.of("response", Map.of("Attribute", hits)));
  }

  private static Map<String, Object> shown(Map<String, String> attribute) {
    Map<String, Object> shown = new LinkedHashMap<>(attribute);
    shown.put("Event", Map.of("info", "Campaign " + attribute.get("event_id")));
    return shown;
  }

  private List<Map<String, String>> sightingsOf(String event) {
    return sightings.stream()
        .filter(
            s ->
                attributes.stream()
                    .anyMatch(
                        a ->
                            a.get("event_id").equals(event)
                                && a.get("value").equals(s.get("value"))))
        .toList();
  }

  private Reply added(String event, JsonNode body) {
    String value = body.path("value").asString("");
    boolean there =
        attributes.stream()
            .anyMatch(a -> a.get("event_id").equals(event) && a.get("value").equals(value));
    if (there) {
      return Reply.json(
          403,
          Map.of(
              "name", "Could not add Attribute",
              "message", "A similar attribute already exists for this event."));
    }
    Map<String, String> details = Map.of("value", value, "type", body.path("type").asString(""));
    apply(ledger.append(NAME, "attribute", event, details));
    return Reply.json(200, Map.of("Attribute", attributes.getLast()));
  }

  private Reply sighted(JsonNode body) {
    String value = body.path("values").path(0).asString("");
    if (attributes.stream().noneMatch(a -> a.get("value").equals(value))) {
      return Reply.json(
          404, Map.of("name", "Could not add", "message", "No valid attributes found."));
    }
    Map<String, String> details = Map.of("source", body.path("source").asString(""));
    apply(ledger.append(NAME, "sighting", value, details));
    return Reply.json(200, Map.of("id", String.valueOf(sightings.size())));
  }

  private void apply(Entry entry) {
    if (entry.operation().equals("attribute")) {
      String id = String.valueOf(attributes.size() + 1);
      attributes.add(attribute(id, entry.target(), entry.detail("type"), entry.detail("value")));
    } else {
      sightings.add(Map.of("value", entry.target(), "source", entry.detail("source")));
    }
  }

  private static Map<String, String> attribute(String id, String event, String type, String value) {
    return Map.of("id", id, "event_id", event, "type", type, "value", value);
  }
}
