package org.rempart.practice.opnsense;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rempart.practice.Call;
import org.rempart.practice.Credentials;
import org.rempart.practice.Effects;
import org.rempart.practice.Entry;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import org.rempart.practice.StandIn;

/**
 * The alias API of OPNsense 24.7, with its traps: every answer is 200, deleting what is absent is
 * {@code done}, an unknown alias is a message inside.
 */
public final class OpnsenseStandIn implements StandIn {

  /** The alias that exists from the start; it takes addresses and networks. */
  public static final String ALIAS = "rempart_blocked";

  private static final String NAME = "opnsense";

  private final Ledger ledger;
  private final Effects effects;
  private final Map<String, TreeSet<String>> aliases = new TreeMap<>();

  public OpnsenseStandIn(Ledger ledger, Effects effects) {
    this.ledger = ledger;
    this.effects = effects;
    aliases.put(ALIAS, new TreeSet<>());
    ledger.of(NAME).forEach(this::apply);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reply handle(Call call) {
    if (!Credentials.OPNSENSE.basic(call)) {
      return Reply.json(401, Map.of("status", 401, "message", "Authentication Failed"));
    }
    if (call.is("GET", "/api/firewall/alias_util/aliases")) {
      return Reply.json(200, names());
    }
    if (call.path().matches("/api/firewall/alias_util/list/.+")) {
      return Reply.json(200, listed(call.last()));
    }
    if (call.path().matches("/api/firewall/alias_util/(add|delete)/.+")) {
      return changed(call);
    }
    if (call.is("POST", "/api/diagnostics/firewall/kill_states/?")) {
      ledger.append(NAME, "kill-states", call.json().path("filter").asString(""), Map.of());
      return Reply.json(200, Map.of("result", "ok", "dropped_states", 1));
    }
    return Reply.json(404, Map.of("errorMessage", "controller not found"));
  }

  @Override
  public Reply errorInside() {
    return Reply.json(200, Map.of("status", "failed"));
  }

  @Override
  public synchronized Object state() {
    return Map.of("aliases", aliases, "operations", ledger.of(NAME));
  }

  @Override
  public boolean blockedByAdministrator(String address) {
    change("add", "rempart_blocked", address);
    return true;
  }

  private synchronized List<String> names() {
    return List.copyOf(aliases.keySet());
  }

  private synchronized Map<String, Object> listed(String alias) {
    var rows = aliases.getOrDefault(alias, new TreeSet<>()).stream().map(a -> Map.of("ip", a));
    var list = rows.toList();
    return Map.of("total", list.size(), "rowCount", 9999, "current", 1, "rows", list);
  }

  private Reply changed(Call call) {
    String address = address(call);
    if (!call.method().equals("POST") || address.isEmpty()) {
      return errorInside();
    }
    if (address.matches(".*[^0-9a-f:./_].*")) {
      return Reply.json(200, Map.of("status", "not_an_address"));
    }
    String alias = call.last();
    boolean adds = call.path().contains("/add/");
    if (adds && !names().contains(alias)) {
      return Reply.json(
          200, Map.of("status", "failed", "status_msg", "non existing alias " + alias));
    }
    effects.after(call.effectAfter(), () -> change(adds ? "add" : "delete", alias, address));
    return Reply.json(200, Map.of("status", "done"));
  }

  private synchronized void change(String operation, String alias, String address) {
    boolean there = aliases.getOrDefault(alias, new TreeSet<>()).contains(address);
    boolean changed = operation.equals("add") != there;
    Map<String, String> details = Map.of("alias", alias, "changed", String.valueOf(changed));
    apply(ledger.append(NAME, operation, address, details));
  }

  private synchronized void apply(Entry entry) {
    if (entry.operation().equals("add")) {
      aliases.computeIfAbsent(entry.detail("alias"), a -> new TreeSet<>()).add(entry.target());
    } else if (entry.operation().equals("delete")) {
      aliases.getOrDefault(entry.detail("alias"), new TreeSet<>()).remove(entry.target());
    }
  }

  private static String address(Call call) {
    String form = call.body().startsWith("address=") ? call.body().substring(8) : "";
    return call.json().path("address").asString(form);
  }
}
