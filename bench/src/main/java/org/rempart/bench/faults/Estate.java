package org.rempart.bench.faults;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.rempart.bench.faults.Effect.Kind;
import tools.jackson.databind.JsonNode;

/**
 * What the products really hold, and what was really done to them in a run.
 *
 * @param there what is so now
 * @param done how often each was brought about; a repeat that changed nothing does not count
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

  /** How many orders the agents have carried out so far. */
  static int ordersSoFar(JsonNode state) {
    return state.at("/wazuh/operations").size();
  }

  /**
   * Reads the estate's state.
   *
   * @param since how many of the agents' orders are older than the run
   */
  static Estate of(JsonNode state, int since) {
    Estate estate =
        new Estate(
            new HashSet<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    estate.firewall(state.path("opnsense"));
    estate.agents(state.path("wazuh"), since);
    for (JsonNode ticket : state.at("/glpi/tickets")) {
      estate.tickets.merge(ticket.path("externalid").asString(""), 1, Integer::sum);
    }
    for (JsonNode mail : state.path("mail")) {
      estate.mails.merge(mail.path("messageId").asString(""), 1, Integer::sum);
    }
    return estate;
  }

  private void firewall(JsonNode opnsense) {
    for (JsonNode alias : opnsense.path("aliases")) {
      alias.forEach(address -> there.add(Effect.blocked(address.asString())));
    }
    for (JsonNode operation : opnsense.path("operations")) {
      if (operation.path("changed").asBoolean()) {
        count(operation.path("op").asString(), operation.path("address").asString());
      }
    }
  }

  private void agents(JsonNode wazuh, int since) {
    wazuh.path("agents").properties().forEach(agent -> agent(agent.getKey(), agent.getValue()));
    JsonNode operations = wazuh.path("operations");
    for (int i = since; i < operations.size(); i++) {
      JsonNode operation = operations.get(i);
      count(operation.path("operation").asString(), operation.path("target").asString());
    }
  }

  private void agent(String host, JsonNode state) {
    if (state.path("isolated").asBoolean()) {
      there.add(new Effect(Kind.ISOLATED, host));
    }
    state
        .path("locked")
        .forEach(a -> there.add(new Effect(Kind.LOCKED, a.asString() + "@" + host)));
    state
        .path("ended")
        .forEach(a -> there.add(new Effect(Kind.SESSIONS_ENDED, a.asString() + "@" + host)));
  }

  private void count(String operation, String target) {
    for (Kind kind : Kind.values()) {
      if (kind.done().equals(operation)) {
        done.merge(new Effect(kind, target), 1, Integer::sum);
      } else if (kind.undone().equals(operation)) {
        undone.merge(new Effect(kind, target), 1, Integer::sum);
      }
    }
  }
}
