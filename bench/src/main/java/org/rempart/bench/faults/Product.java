package org.rempart.bench.faults;

import static org.rempart.bench.faults.Trouble.*;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The products of the practice estate, with what can go wrong between them and Rempart. */
enum Product {
  /** READABLE; deleting what is not there is answered as done. */
  OPNSENSE(Role.FIREWALL, "POST", "/api/firewall/alias_util/(add|delete)/.*", everything()),

  /** READABLE; a list that anybody writes to. */
  FORTIGATE(Role.FIREWALL, "POST", "/api/v2/monitor/user/banned/(add|clear)_users", everything()),

  /**
   * KEYED by a tag; what is there already is answered as a fault. One address takes reads and
   * writes, so the estate can't be told to misbehave at writes alone.
   */
  PANOS(
      Role.FIREWALL,
      "POST",
      "/api/",
      "type=user-id",
      EnumSet.complementOf(EnumSet.of(LATE_EFFECT, ERROR_INSIDE))),

  /** KEYED by a description; what is configured takes effect only when it is applied. */
  PFSENSE(
      Role.FIREWALL,
      "PATCH",
      "/api/v2/firewall/alias",
      EnumSet.complementOf(EnumSet.of(LATE_EFFECT))),

  /**
   * READABLE, but fire-and-forget: its yes means sent, and it shows what it did at its next look.
   */
  WAZUH(Role.ENDPOINTS, "PUT", "/active-response", anAgents()),

  /** KEYED by a comment; refuses what comes while the agent is still at the last order. */
  DEFENDER(Role.ENDPOINTS, "POST", "/api/machines/[^/]+/(un)?isolate", anAgents()),

  /** READABLE; tells that the agent has not done it yet. */
  FALCON(Role.ENDPOINTS, "POST", "/devices/entities/devices-actions/v2", anAgents()),

  /** READABLE; its yes says how many machines it will tell. */
  SENTINELONE(Role.ENDPOINTS, "POST", "/web/api/v2.1/agents/actions/(dis)?connect", anAgents()),

  /** READABLE; the agent does what was ordered last when it asks. */
  HARFANGLAB(Role.ENDPOINTS, "POST", "/api/data/endpoint/Agent/[^/]+/(de)?isolate/", anAgents()),

  /** KEYED. */
  GLPI(Role.TICKETS, "POST", "/apirest.php/Ticket", aTickets()),

  /** KEYED. */
  SERVICENOW(Role.TICKETS, "POST", "/api/now/table/incident", aTickets()),

  /** KEYED by a label that a search finds only after a while. */
  JIRA(Role.TICKETS, "POST", "/rest/api/3/issue", aTickets()),

  /** BLIND. */
  MAIL(Role.MAIL, "", "", EnumSet.of(LOSE_ANSWER));

  private final Role role;
  private final String method;
  private final String writes;
  private final String sign;
  private final Set<Trouble> troubles;

  Product(Role role, String method, String writes, Set<Trouble> troubles) {
    this(role, method, writes, "", troubles);
  }

  /**
   * @param writes path of what changes something there, below the product's own prefix
   * @param sign what else stands in such a request's body
   */
  Product(Role role, String method, String writes, String sign, Set<Trouble> troubles) {
    this.role = role;
    this.method = method;
    this.writes = writes;
    this.sign = sign;
    this.troubles = troubles;
  }

  private static Set<Trouble> everything() {
    return EnumSet.allOf(Trouble.class);
  }

  /** An order that the network repeats or holds back is carried out as often as it arrives. */
  private static Set<Trouble> anAgents() {
    return EnumSet.complementOf(EnumSet.of(REPEAT_REQUEST, DELAY_REQUEST));
  }

  /**
   * A request that something else repeats, or holds back until Rempart has asked again, makes a
   * second ticket whatever Rempart does: such products check no key when they make one.
   */
  private static Set<Trouble> aTickets() {
    return EnumSet.complementOf(EnumSet.of(REPEAT_REQUEST, DELAY_REQUEST, LATE_EFFECT));
  }

  /** Whether it is a firewall that keeps no key of an action. */
  boolean readFirst() {
    return this == OPNSENSE || this == FORTIGATE;
  }

  /** What it does for a hospital. */
  Role role() {
    return role;
  }

  /** What can go wrong. */
  Set<Trouble> troubles() {
    return troubles;
  }

  /** Whether this request changes something there. */
  boolean writes(Message request) {
    return request.method().equals(method)
        && request.path().matches("/" + word() + writes)
        && request.says(sign);
  }

  /** The path of its writes below the stand-in's own prefix, as the estate's faults want it. */
  String pathOfWrites() {
    return writes.replace(".*", "[^?]*");
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
