package org.rempart.practice.pfsense;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rempart.practice.Entry;

/** Aliases in the configuration, and the tables that pf obeys, which follow when it is applied. */
final class Aliases {

  private static final List<String> ORDER =
      List.of("serveurs", "rempart_blocked", "rempart_networks");

  /** Entry and its description, by alias. */
  private final Map<String, Map<String, String>> configured = new LinkedHashMap<>();

  private final Map<String, List<String>> loaded = new TreeMap<>();
  private boolean dirty;

  Aliases() {
    ORDER.forEach(name -> configured.put(name, new LinkedHashMap<>()));
    configured.get("serveurs").put("10.7.0.5", "Serveur du labo");
    load();
  }

  /** The alias whose place in the list this is, or an empty text. */
  String at(int id) {
    return id < 0 || id >= ORDER.size() ? "" : ORDER.get(id);
  }

  /** Whether an alias of its type takes the entry. */
  boolean takes(String name, String entry) {
    String host = "[0-9a-fA-F.:]+";
    return entry.matches(name.equals("rempart_networks") ? host + "/[0-9]+" : host);
  }

  synchronized List<Map<String, Object>> named(String name) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (int id = 0; id < ORDER.size(); id++) {
      if (name.isEmpty() || name.equals(ORDER.get(id))) {
        found.add(shown(id));
      }
    }
    return found;
  }

  /** The entries of a table, as the package splits what pfctl prints. */
  synchronized Optional<List<String>> table(String name) {
    return Optional.ofNullable(loaded.get(name))
        .map(entries -> entries.isEmpty() ? List.of() : List.of(String.join("\n   ", entries)));
  }

  synchronized Map<String, List<String>> tables() {
    return Map.copyOf(loaded);
  }

  synchronized boolean dirty() {
    return dirty;
  }

  synchronized void apply(Entry entry) {
    switch (entry.operation()) {
      case "alias-add" -> {
        configured.get(entry.detail("alias")).put(entry.target(), entry.detail("detail"));
        dirty = true;
      }
      case "alias-remove" -> {
        configured.get(entry.detail("alias")).remove(entry.target());
        dirty = true;
      }
      case "applied" -> load();
      default -> {}
    }
  }

  private void load() {
    configured.forEach((name, entries) -> loaded.put(name, List.copyOf(entries.keySet())));
    dirty = false;
  }

  /** Descriptions stand in another order: appending puts them out of step with the addresses. */
  private Map<String, Object> shown(int id) {
    String name = ORDER.get(id);
    Map<String, String> entries = configured.get(name);
    return Map.of(
        "id",
        id,
        "name",
        name,
        "type",
        name.equals("rempart_networks") ? "network" : "host",
        "address",
        List.copyOf(entries.keySet()),
        "detail",
        List.copyOf(entries.values()).reversed());
  }
}
