package org.rempart.practice.harfanglab;

import java.time.Duration;
import java.util.HashMap;
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

/**
 * Agents and indicators of HarfangLab EDR, with their traps: nothing shows that an isolation is on
 * its way, the agent takes the newest order when it asks, a policy can forbid it behind a yes, and
 * a search finds what only resembles the name.
 */
public final class HarfanglabStandIn implements StandIn {

  static final String NAME = "harfanglab";

  private static final String AGENTS = "/api/data/endpoint/Agent/";

  /** Its policy does not allow isolation. */
  private static final String FORBIDDEN = "00000000-0000-4000-8000-000000000012";

  private static final Map<String, String> HOSTS =
      Map.of(
          FORBIDDEN,
          "poste-admission-12",
          "00000000-0000-4000-8000-000000000020",
          "serveur-labo",
          "00000000-0000-4000-8000-000000000021",
          "serveur-labo-2",
          "00000000-0000-4000-8000-000000000023",
          "poste-imagerie-23",
          "00000000-0000-4000-8000-000000000223",
          "poste-imagerie-23");

  private final Ledger ledger;
  private final Effects effects;
  private final Duration delay;
  private final Map<String, Boolean> ordered = new HashMap<>();
  private final Map<String, Boolean> isolated = new TreeMap<>();
  private final Indicators indicators;

  /**
   * @param delay how long it is until an agent asks
   */
  public HarfanglabStandIn(Ledger ledger, Effects effects, Duration delay) {
    this.ledger = ledger;
    this.effects = effects;
    this.delay = delay;
    this.indicators = new Indicators(ledger, effects);
    HOSTS.keySet().forEach(id -> isolated.put(id, false));
    ledger.of(NAME).forEach(this::apply);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reply handle(Call call) {
    String login = "Token " + Credentials.HARFANGLAB.secret();
    if (!call.header("authorization").equals(login)) {
      return Reply.json(401, Map.of("detail", "Invalid token."));
    }
    if (call.path().startsWith(Indicators.PREFIX)) {
      return indicators.handle(call);
    }
    if (call.is("GET", AGENTS)) {
      return Reply.json(200, found(call.parameter("hostname")));
    }
    String id = call.path().replaceFirst("^" + AGENTS + "([^/]+)/.*", "$1");
    if (!HOSTS.containsKey(id)) {
      return notFound();
    }
    if (call.is("GET", AGENTS + "[^/]+/")) {
      return Reply.json(200, shown(id));
    }
    if (call.is("POST", AGENTS + "[^/]+/(de)?isolate/")) {
      return ordered(call, id);
    }
    return notFound();
  }

  static Reply notFound() {
    return Reply.json(404, Map.of("detail", "Not found."));
  }

  @Override
  public Reply errorInside() {
    return Reply.json(200, Map.of("detail", "Internal error."));
  }

  @Override
  public synchronized Object state() {
    return Map.of(
        "hosts",
        HOSTS,
        "isolated",
        Map.copyOf(isolated),
        "sources",
        indicators.sources(),
        "rules",
        indicators.rules(),
        "operations",
        ledger.of(NAME));
  }

  private Map<String, Object> found(String name) {
    List<Map<String, Object>> all =
        HOSTS.entrySet().stream()
            .filter(h -> h.getValue().contains(name))
            .map(h -> shown(h.getKey()))
            .toList();
    return Map.of("count", all.size(), "results", all);
  }

  private synchronized Map<String, Object> shown(String id) {
    return Map.of("id", id, "hostname", HOSTS.get(id), "isolation_state", isolated.get(id));
  }

  private synchronized Reply ordered(Call call, String id) {
    boolean isolates = call.path().endsWith("/isolate/");
    if (isolates && id.equals(FORBIDDEN)) {
      return Reply.json(200, Map.of("requested", List.of(), "policy_not_allowed", List.of(id)));
    }
    record(isolates ? "isolate-ordered" : "release-ordered", id);
    effects.after(delay.plus(call.effectAfter()), () -> asked(id));
    return Reply.json(200, Map.of("requested", List.of(id), "policy_not_allowed", List.of()));
  }

  /** The agent asks and does what was ordered last. */
  private synchronized void asked(String id) {
    boolean wanted = ordered.get(id);
    if (wanted != isolated.get(id)) {
      record(wanted ? "isolated" : "released", id);
    }
  }

  private synchronized void record(String operation, String id) {
    apply(ledger.append(NAME, operation, id, Map.of()));
  }

  private void apply(Entry entry) {
    switch (entry.operation()) {
      case "isolate-ordered" -> ordered.put(entry.target(), true);
      case "release-ordered" -> ordered.put(entry.target(), false);
      case "isolated" -> isolated.put(entry.target(), true);
      case "released" -> isolated.put(entry.target(), false);
      default -> indicators.apply(entry);
    }
  }
}
