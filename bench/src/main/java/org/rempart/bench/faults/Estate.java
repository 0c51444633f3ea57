package org.rempart.bench.faults;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a hospital's products really hold, and what was really done to them in a run.
 *
 * @param there what is so now
 * @param done how often each was brought about
 * @param undone how often each was undone
 * @param tickets how many there are by external id
 * @param mails how often each was delivered, by message id
 */
record Estate(
    Set<Effect> there,
    Map<Effect, Integer> done,
    Map<Effect, Integer> undone,
    Map<String, Integer> tickets,
    Map<String, Integer> mails) {

  /** How many deeds there are by now. */
  static Map<Product, Integer> deedsSoFar(JsonNode state, Hospital hospital) {
    Map<Product, Integer> counts = new EnumMap<>(Product.class);
    for (Product product : hospital.products()) {
      counts.put(product, Deed.of(product, state.path(product.word())).size());
    }
    return counts;
  }

  /**
   * Reads the estate's state.
   *
   * @param since how many of the deeds are older than the run
   */
  static Estate of(JsonNode state, Hospital hospital, Map<Product, Integer> since) {
    Estate estate =
        new Estate(
            new HashSet<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    for (Product product : hospital.products()) {
      estate.read(Deed.of(product, state.path(product.word())), since.get(product));
    }
    count(estate.tickets, state.at("/glpi/tickets"), "externalid");
    count(estate.tickets, state.at("/servicenow/incidents"), "correlation_id");
    for (JsonNode issue : state.at("/jira/issues")) {
      issue.at("/fields/labels").forEach(label -> estate.labelled(label.asString("")));
    }
    count(estate.mails, state.path("mail"), "messageId");
    return estate;
  }

  private void read(List<Deed> deeds, int since) {
    for (int i = 0; i < deeds.size(); i++) {
      Deed deed = deeds.get(i);
      if (deed.undone()) {
        there.remove(deed.effect());
      } else {
        there.add(deed.effect());
      }
      if (i >= since) {
        (deed.undone() ? undone : done).merge(deed.effect(), 1, Integer::sum);
      }
    }
  }

  /** An issue of Jira's carries its incident in a label. */
  private void labelled(String label) {
    tickets.merge(label.replaceFirst("^rempart-", ""), 1, Integer::sum);
  }

  private static void count(Map<String, Integer> counts, JsonNode all, String key) {
    all.forEach(one -> counts.merge(one.path(key).asString(""), 1, Integer::sum));
  }
}
