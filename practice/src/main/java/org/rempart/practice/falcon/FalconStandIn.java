package org.rempart.practice.falcon;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rempart.practice.Call;
import org.rempart.practice.Credentials;
import org.rempart.practice.Effects;
import org.rempart.practice.Entry;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import org.rempart.practice.StandIn;
import org.rempart.practice.Tokens;

/**
 * Hosts and indicators of CrowdStrike Falcon, with their traps: containment is pending until the
 * host has heard of it, errors can stand in an answer with status 200 or 202, and an indicator that
 * is there already is an error.
 */
public final class FalconStandIn implements StandIn {

  static final String NAME = "falcon";

  private static final Map<String, String> HOSTS =
      Map.of(
          "11111111111111111111111111111112", "poste-admission-12",
          "11111111111111111111111111111120", "serveur-labo",
          "11111111111111111111111111111123", "poste-imagerie-23",
          "11111111111111111111111111111223", "poste-imagerie-23");

  private final Ledger ledger;
  private final Effects effects;
  private final Duration delay;
  private final Tokens tokens = new Tokens(Credentials.FALCON);
  private final Map<String, String> status = new TreeMap<>();
  private final Indicators indicators;

  /**
   * @param delay how long a host takes to hear of it
   */
  public FalconStandIn(Ledger ledger, Effects effects, Duration delay) {
    this.ledger = ledger;
    this.effects = effects;
    this.delay = delay;
    this.indicators = new Indicators(ledger, effects);
    HOSTS.keySet().forEach(id -> status.put(id, "normal"));
    ledger.of(NAME).forEach(this::apply);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reply handle(Call call) {
    if (call.is("POST", "/oauth2/token")) {
      return tokens.give(call, 201);
    }
    if (!tokens.in(call)) {
      return error(401, 401, "access denied, invalid bearer token");
    }
    if (call.is("GET", "/devices/queries/devices/v1")) {
      return resources(200, found(call.parameter("filter")));
    }
    if (call.is("GET", "/devices/entities/devices/v2")) {
      return shown(call.parameter("ids"));
    }
    if (call.is("POST", "/devices/entities/devices-actions/v2")) {
      return ordered(call);
    }
    if (call.path().startsWith("/iocs/")) {
      return indicators.handle(call);
    }
    return error(404, 404, "404: Page Not Found");
  }

  @Override
  public Reply errorInside() {
    return error(202, 500, "internal error");
  }

  @Override
  public synchronized Object state() {
    return Map.of(
        "hosts",
        HOSTS,
        "status",
        Map.copyOf(status),
        "indicators",
        indicators.all(),
        "operations",
        ledger.of(NAME));
  }

  private static List<String> found(String filter) {
    String name = filter.replaceFirst("^hostname:'(.*)'$", "$1");
    return HOSTS.entrySet().stream()
        .filter(h -> filter.isEmpty() || h.getValue().equals(name))
        .map(Map.Entry::getKey)
        .toList();
  }

  private synchronized Reply shown(String id) {
    String name = HOSTS.get(id);
    return name == null
        ? error(200, 404, "device not found: " + id)
        : resources(
            200, List.of(Map.of("device_id", id, "hostname", name, "status", status.get(id))));
  }

  private synchronized Reply ordered(Call call) {
    String id = call.json().path("ids").path(0).asString("");
    String action = call.parameter("action_name");
    if (!HOSTS.containsKey(id) || !action.matches("contain|lift_containment")) {
      return error(400, 400, "bad request");
    }
    boolean contains = action.equals("contain");
    record(id, contains ? "containment_pending" : "lift_containment_pending");
    effects.after(
        delay.plus(call.effectAfter()), () -> record(id, contains ? "contained" : "normal"));
    return resources(202, List.of(Map.of("id", id, "path", "/devices/entities/devices/v1")));
  }

  private synchronized void record(String id, String now) {
    apply(ledger.append(NAME, now, id, Map.of()));
  }

  private void apply(Entry entry) {
    if (entry.operation().startsWith("indicator")) {
      indicators.apply(entry);
      return;
    }
    status.put(entry.target(), entry.operation());
  }

  static Reply resources(int status, List<?> resources) {
    return Reply.json(status, Map.of("resources", resources, "errors", List.of()));
  }

  static Reply error(int status, int code, String message) {
    return Reply.json(
        status,
        Map.of(
            "resources", List.of(), "errors", List.of(Map.of("code", code, "message", message))));
  }
}
