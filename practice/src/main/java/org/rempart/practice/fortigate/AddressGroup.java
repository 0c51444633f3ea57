package org.rempart.practice.fortigate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rempart.practice.Call;
import org.rempart.practice.Effects;
import org.rempart.practice.Entry;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import tools.jackson.databind.JsonNode;

/**
 * Addresses and one group of FortiOS's configuration, with their traps: what is there already is an
 * error with status 500, a group can't become empty, and an address in use can't be deleted.
 */
final class AddressGroup {

  private static final String CMDB = "/api/v2/cmdb/firewall/";
  private static final String NOBODY = "none";
  private static final String NOBODYS = "0.0.0.0 255.255.255.255";
  private static final String GROUP = CMDB + "addrgrp/rempart_networks";

  private final Ledger ledger;
  private final Effects effects;

  /** By name. */
  private final Map<String, Map<String, String>> addresses = new TreeMap<>();

  private final Set<String> members = new TreeSet<>(Set.of(NOBODY));

  AddressGroup(Ledger ledger, Effects effects) {
    this.ledger = ledger;
    this.effects = effects;
    addresses.put(
        NOBODY, Map.of("name", NOBODY, "type", "ipmask", "subnet", NOBODYS, "comment", ""));
  }

  Reply handle(Call call) {
    if (call.is("GET", GROUP)) {
      return good(Map.of("name", "rempart_networks", "member", shown()));
    }
    if (call.is("POST", GROUP + "/member")) {
      return joined(call, call.json().path("name").asString(""));
    }
    if (call.is("DELETE", GROUP + "/member/[^/]+")) {
      return left(call, call.last());
    }
    if (call.is("GET", CMDB + "address")) {
      return all();
    }
    if (call.is("GET", CMDB + "address/[^/]+")) {
      return one(call.last());
    }
    if (call.is("POST", CMDB + "address")) {
      return created(call, call.json());
    }
    if (call.is("PUT", CMDB + "address/[^/]+")) {
      return changed(call, call.last(), fields(call.json()));
    }
    if (call.is("DELETE", CMDB + "address/[^/]+")) {
      return deleted(call, call.last());
    }
    return failed(404, -3);
  }

  synchronized Set<String> members() {
    return Set.copyOf(members);
  }

  synchronized void apply(Entry entry) {
    switch (entry.operation()) {
      case "address-create", "address-change" ->
          addresses
              .computeIfAbsent(entry.target(), name -> new TreeMap<>())
              .putAll(entry.details());
      case "address-delete" -> addresses.remove(entry.target());
      case "member-add" -> members.add(entry.target());
      case "member-delete" -> members.remove(entry.target());
      default -> {}
    }
  }

  private synchronized List<Map<String, String>> shown() {
    return members.stream().map(name -> Map.of("name", name)).toList();
  }

  private synchronized Reply all() {
    Map<String, Object> answer =
        new HashMap<>(FortigateStandIn.answer("success", List.copyOf(addresses.values())));
    answer.put("size", addresses.size());
    answer.put("matched_count", addresses.size());
    return Reply.json(200, answer);
  }

  private synchronized Reply one(String name) {
    Map<String, String> address = addresses.get(name);
    return address == null ? failed(404, -3) : good(address);
  }

  private synchronized Reply created(Call call, JsonNode body) {
    String name = body.path("name").asString("");
    if (addresses.containsKey(name)) {
      return failed(500, -5);
    }
    Map<String, String> details = fields(body);
    boolean network = details.getOrDefault("type", "").equals("ipmask");
    if (network && !details.getOrDefault("subnet", "").matches("[0-9.]+ [0-9.]+")) {
      return failed(500, -651);
    }
    effects.after(call.effectAfter(), () -> record("address-create", name, details));
    return good(Map.of());
  }

  private synchronized Reply changed(Call call, String name, Map<String, String> details) {
    if (!addresses.containsKey(name)) {
      return failed(404, -3);
    }
    effects.after(call.effectAfter(), () -> record("address-change", name, details));
    return good(Map.of());
  }

  /** One that is not given is left out, not empty. */
  private static Map<String, String> fields(JsonNode body) {
    Map<String, String> fields = new HashMap<>();
    for (String field : List.of("name", "type", "subnet", "comment")) {
      if (body.hasNonNull(field)) {
        fields.put(field, body.path(field).asString());
      }
    }
    return fields;
  }

  private synchronized Reply joined(Call call, String name) {
    if (members.contains(name)) {
      return failed(500, -5);
    }
    if (!addresses.containsKey(name)) {
      return failed(424, -3);
    }
    effects.after(call.effectAfter(), () -> record("member-add", name, Map.of()));
    return good(Map.of());
  }

  private synchronized Reply left(Call call, String name) {
    if (!members.contains(name)) {
      return failed(404, -3);
    }
    if (members.size() == 1) {
      return failed(500, -9);
    }
    effects.after(call.effectAfter(), () -> record("member-delete", name, Map.of()));
    return good(Map.of());
  }

  private synchronized Reply deleted(Call call, String name) {
    if (members.contains(name)) {
      return failed(500, -23);
    }
    if (!addresses.containsKey(name)) {
      return failed(404, -3);
    }
    effects.after(call.effectAfter(), () -> record("address-delete", name, Map.of()));
    return good(Map.of());
  }

  private synchronized void record(String operation, String name, Map<String, String> details) {
    apply(ledger.append(FortigateStandIn.NAME, operation, name, details));
  }

  private static Reply good(Map<String, ?> result) {
    return Reply.json(200, FortigateStandIn.answer("success", List.of(result)));
  }

  private static Reply failed(int status, int error) {
    return Reply.json(status, Map.of("status", "error", "http_status", status, "error", error));
  }
}
