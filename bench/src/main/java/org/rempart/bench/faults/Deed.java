package org.rempart.bench.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rempart.bench.faults.Effect.Kind;
import tools.jackson.databind.JsonNode;

/**
 * Something that really took effect at a product.
 *
 * @param effect what was brought about or undone
 * @param undone whether it was undone
 */
record Deed(Effect effect, boolean undone) {

  /** What each product calls it when it does something, and when it undoes it. */
  private static final Map<String, Kind> DOES =
      Map.of(
          "add", Kind.BLOCKED,
          "ban", Kind.BLOCKED,
          "register", Kind.BLOCKED,
          "alias-add", Kind.BLOCKED,
          "isolate", Kind.ISOLATED,
          "contained", Kind.ISOLATED,
          "disconnected", Kind.ISOLATED,
          "isolated", Kind.ISOLATED,
          "disable-account", Kind.LOCKED,
          "end-session", Kind.SESSIONS_ENDED);

  private static final Map<String, Kind> UNDOES =
      Map.of(
          "delete", Kind.BLOCKED,
          "clear", Kind.BLOCKED,
          "unregister", Kind.BLOCKED,
          "alias-remove", Kind.BLOCKED,
          "release", Kind.ISOLATED,
          "normal", Kind.ISOLATED,
          "connected", Kind.ISOLATED,
          "released", Kind.ISOLATED,
          "enable-account", Kind.LOCKED);

  /**
   * All deeds of a product, the oldest first. At a firewall a repeat that changed nothing is none;
   * an agent that was told twice did it twice.
   *
   * @param state the product's part of the estate's state
   */
  static List<Deed> of(Product product, JsonNode state) {
    List<Deed> all =
        switch (product) {
          case DEFENDER -> ended(state);
          case PFSENSE -> applied(state);
          default -> plain(state);
        };
    return product.role() == Role.FIREWALL ? changes(all) : all;
  }

  private static List<Deed> plain(JsonNode state) {
    List<Deed> deeds = new ArrayList<>();
    for (JsonNode operation : state.path("operations")) {
      add(deeds, state, operation.path("operation").asString(), operation);
    }
    return deeds;
  }

  /** The order says what is to be done, and a later entry of its id that it was. */
  private static List<Deed> ended(JsonNode state) {
    List<Deed> deeds = new ArrayList<>();
    Map<String, String> types = new HashMap<>();
    for (JsonNode operation : state.path("operations")) {
      String id = operation.at("/details/id").asString("");
      switch (operation.path("operation").asString()) {
        case "ordered" -> types.put(id, operation.at("/details/type").asString(""));
        case "succeeded" ->
            add(deeds, state, types.get(id).equals("Isolate") ? "isolate" : "release", operation);
        default -> {}
      }
    }
    return deeds;
  }

  /** What is configured takes effect when it is applied. */
  private static List<Deed> applied(JsonNode state) {
    List<Deed> deeds = new ArrayList<>();
    List<Deed> pending = new ArrayList<>();
    for (JsonNode operation : state.path("operations")) {
      String word = operation.path("operation").asString();
      add(pending, state, word, operation);
      if (word.equals("applied")) {
        deeds.addAll(pending);
        pending.clear();
      }
    }
    return deeds;
  }

  private static void add(List<Deed> deeds, JsonNode state, String word, JsonNode operation) {
    String target = operation.path("target").asString();
    String named = state.path("hosts").path(target).asString(target);
    if (DOES.containsKey(word)) {
      deeds.add(new Deed(new Effect(DOES.get(word), named), false));
    } else if (UNDOES.containsKey(word)) {
      deeds.add(new Deed(new Effect(UNDOES.get(word), named), true));
    }
  }

  private static List<Deed> changes(List<Deed> all) {
    Set<Effect> there = new HashSet<>();
    return all.stream()
        .filter(d -> d.undone() ? there.remove(d.effect()) : there.add(d.effect()))
        .toList();
  }
}
