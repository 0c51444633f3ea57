package org.rempart.practice.fortigate;

import java.net.InetAddress;
import java.net.UnknownHostException;
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
 * The banned list of FortiOS 7.2 ({@code monitor/user/banned}), with its traps: IPv6 addresses are
 * listed in full length, clearing what is absent is a success, an error can come with status 200.
 * And an address group of its configuration.
 */
public final class FortigateStandIn implements StandIn {

  static final String NAME = "fortigate";
  private static final String BANNED = "/api/v2/monitor/user/banned/";

  private final Ledger ledger;
  private final Effects effects;

  /** By address as it is listed; the end is 0 for none. */
  private final Map<String, Entry> banned = new TreeMap<>();

  private final AddressGroup group;

  public FortigateStandIn(Ledger ledger, Effects effects) {
    this.ledger = ledger;
    this.effects = effects;
    this.group = new AddressGroup(ledger, effects);
    ledger.of(NAME).forEach(this::apply);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reply handle(Call call) {
    if (!call.header("authorization").equals("Bearer " + Credentials.FORTIGATE.secret())) {
      return Reply.json(401, answer("error", List.of()));
    }
    if (!List.of("", "root").contains(call.parameter("vdom"))) {
      return Reply.json(424, answer("error", List.of()));
    }
    if (call.is("GET", "/api/v2/monitor/system/status")) {
      return Reply.json(200, answer("success", Map.of("hostname", "fw-pratique")));
    }
    if (call.is("GET", BANNED + "select/?")) {
      return Reply.json(200, answer("success", listed()));
    }
    if (call.is("POST", BANNED + "(add|clear)_users/?")) {
      return changed(call);
    }
    if (call.path().startsWith("/api/v2/cmdb/firewall/")) {
      return group.handle(call);
    }
    return Reply.json(404, answer("error", List.of()));
  }

  @Override
  public Reply errorInside() {
    return Reply.json(200, answer("error", List.of()));
  }

  @Override
  public synchronized Object state() {
    return Map.of(
        "banned", banned.keySet(), "members", group.members(), "operations", ledger.of(NAME));
  }

  @Override
  public boolean blockedByAdministrator(String address) {
    change("ban", full(address), "0");
    return true;
  }

  private synchronized List<Map<String, Object>> listed() {
    return banned.entrySet().stream().map(e -> row(e.getKey(), e.getValue())).toList();
  }

  private static Map<String, Object> row(String address, Entry entry) {
    Map<String, Object> row = new HashMap<>();
    row.put("ip_address", address);
    row.put("created", entry.at().getEpochSecond());
    row.put("source", "Administrative");
    row.put("ipv6", address.contains(":") ? 1 : 0);
    long expiry = Long.parseLong(entry.detail("expiry"));
    if (expiry > 0) {
      row.put("expires", entry.at().getEpochSecond() + expiry);
    }
    return row;
  }

  private Reply changed(Call call) {
    boolean adds = call.path().contains("add_users");
    String expiry = call.json().path("expiry").asString("0");
    for (var one : call.json().path("ip_addresses")) {
      String address = full(one.asString(""));
      if (address.isEmpty()) {
        return errorInside();
      }
      effects.after(call.effectAfter(), () -> change(adds ? "ban" : "clear", address, expiry));
    }
    return Reply.json(200, answer("success", List.of()));
  }

  private synchronized void change(String operation, String address, String expiry) {
    boolean changed = operation.equals("ban") != banned.containsKey(address);
    Map<String, String> details = Map.of("expiry", expiry, "changed", String.valueOf(changed));
    apply(ledger.append(NAME, operation, address, details));
  }

  private synchronized void apply(Entry entry) {
    if (entry.operation().matches("(address|member)-.*")) {
      group.apply(entry);
    } else if (entry.operation().equals("ban")) {
      banned.put(entry.target(), entry);
    } else {
      banned.remove(entry.target());
    }
  }

  /** As FortiOS lists it; empty when the text is no address. */
  private static String full(String text) {
    if (!text.matches("[0-9a-fA-F:.]+")) {
      return "";
    }
    try {
      byte[] bytes = InetAddress.getByName(text).getAddress();
      StringBuilder full = new StringBuilder();
      for (int i = 0; bytes.length == 16 && i < 16; i += 2) {
        full.append(i == 0 ? "" : ":").append("%02x%02x".formatted(bytes[i], bytes[i + 1]));
      }
      return bytes.length == 16 ? full.toString() : text;
    } catch (UnknownHostException e) {
      return "";
    }
  }

  static Map<String, Object> answer(String status, Object results) {
    return Map.of(
        "status", status, "results", results, "vdom", "root", "version", "v7.2.5", "name",
        "banned");
  }
}
