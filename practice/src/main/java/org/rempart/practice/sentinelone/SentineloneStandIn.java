package org.rempart.practice.sentinelone;

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

/**
 * Agents and blocklist of SentinelOne, with their traps: an agent is on its way between two states
 * until it has heard of it, "affected": 0 with status 200 means that nothing happened, and a
 * machine that was set up anew has a decommissioned namesake.
 */
public final class SentineloneStandIn implements StandIn {

  /** An agent that can't be disconnected: orders about it affect nothing. */
  public static final String STUBBORN = "1000000000000000023";

  static final String NAME = "sentinelone";

  /** Names of agents by their ids; the last two are one machine, before and after. */
  private static final Map<String, String> AGENTS =
      Map.of(
          "1000000000000000012",
          "poste-admission-12",
          "1000000000000000020",
          "serveur-labo",
          STUBBORN,
          "poste-imagerie-23",
          "1000000000000000022",
          "poste-imagerie-23");

  private static final String DECOMMISSIONED = "1000000000000000022";

  private final Ledger ledger;
  private final Effects effects;
  private final Duration delay;
  private final Map<String, String> status = new TreeMap<>();
  private final Blocklist blocklist;

  /**
   * @param delay how long an agent takes to hear of it
   */
  public SentineloneStandIn(Ledger ledger, Effects effects, Duration delay) {
    this.ledger = ledger;
    this.effects = effects;
    this.delay = delay;
    this.blocklist = new Blocklist(ledger, effects);
    AGENTS.keySet().forEach(id -> status.put(id, "connected"));
    ledger.of(NAME).forEach(this::apply);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reply handle(Call call) {
    String login = "ApiToken " + Credentials.SENTINELONE.secret();
    if (!call.header("authorization").equals(login)) {
      return failed(401, "Authentication Failed");
    }
    if (call.is("GET", "/web/api/v2.1/agents")) {
      return Reply.json(200, listed(call));
    }
    if (call.is("POST", "/web/api/v2.1/agents/actions/(dis)?connect")) {
      return ordered(call);
    }
    if (call.path().equals("/web/api/v2.1/restrictions")) {
      return blocklist.handle(call);
    }
    return failed(404, "Not found");
  }

  @Override
  public Reply errorInside() {
    return Reply.json(200, Map.of("errors", List.of(Map.of("title", "Internal error"))));
  }

  @Override
  public synchronized Object state() {
    return Map.of(
        "hosts",
        AGENTS,
        "status",
        Map.copyOf(status),
        "blocklist",
        blocklist.all(),
        "operations",
        ledger.of(NAME));
  }

  private synchronized Map<String, Object> listed(Call call) {
    String id = call.parameter("ids");
    String name = call.parameter("computerName");
    List<Map<String, Object>> found =
        AGENTS.entrySet().stream()
            .filter(a -> id.isEmpty() || id.equals(a.getKey()))
            .filter(a -> name.isEmpty() || name.equals(a.getValue()))
            .map(a -> shown(a.getKey(), a.getValue()))
            .toList();
    return Map.of("data", found, "pagination", Map.of("totalItems", found.size()));
  }

  private Map<String, Object> shown(String id, String name) {
    return Map.of(
        "id",
        id,
        "computerName",
        name,
        "networkStatus",
        status.get(id),
        "isDecommissioned",
        id.equals(DECOMMISSIONED));
  }

  private synchronized Reply ordered(Call call) {
    String id = call.json().path("filter").path("ids").path(0).asString("");
    boolean cuts = call.last().equals("disconnect");
    boolean there = status.getOrDefault(id, "").equals(cuts ? "connected" : "disconnected");
    if (!there || id.equals(STUBBORN)) {
      return Reply.json(200, Map.of("data", Map.of("affected", 0)));
    }
    record(id, cuts ? "disconnecting" : "connecting");
    effects.after(
        delay.plus(call.effectAfter()), () -> record(id, cuts ? "disconnected" : "connected"));
    return Reply.json(200, Map.of("data", Map.of("affected", 1)));
  }

  private synchronized void record(String id, String now) {
    apply(ledger.append(NAME, now, id, Map.of()));
  }

  private void apply(Entry entry) {
    if (entry.operation().startsWith("blocklist")) {
      blocklist.apply(entry);
    } else {
      status.put(entry.target(), entry.operation());
    }
  }

  static Reply failed(int status, String title) {
    return Reply.json(
        status, Map.of("errors", List.of(Map.of("code", 4000000 + status, "title", title))));
  }
}
