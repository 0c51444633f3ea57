package org.rempart.bench.faults;

import static org.rempart.bench.faults.Trouble.*;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The products of the practice estate, with what can go wrong between them and Rempart. */
enum Product {
  /** READABLE; deleting what is not there is answered as done. */
  OPNSENSE(
      "POST", "/opnsense/api/firewall/alias_util/(add|delete)/.*", EnumSet.allOf(Trouble.class)),

  /**
   * READABLE, but fire-and-forget: its yes means sent, and it shows what it did at its next look.
   */
  WAZUH(
      "PUT",
      "/wazuh/active-response.*",
      EnumSet.complementOf(EnumSet.of(REPEAT_REQUEST, DELAY_REQUEST))),

  /**
   * KEYED. A request that something else repeats, or holds back until Rempart has asked again,
   * makes a second ticket whatever Rempart does: GLPI checks no key when it makes one.
   */
  GLPI(
      "POST",
      "/glpi/apirest.php/Ticket",
      EnumSet.complementOf(EnumSet.of(REPEAT_REQUEST, DELAY_REQUEST, LATE_EFFECT))),

  /** BLIND. */
  MAIL("", "", EnumSet.of(LOSE_ANSWER));

  private final String method;
  private final String writes;
  private final Set<Trouble> troubles;

  Product(String method, String writes, Set<Trouble> troubles) {
    this.method = method;
    this.writes = writes;
    this.troubles = troubles;
  }

  /** What can go wrong. */
  Set<Trouble> troubles() {
    return troubles;
  }

  /** Whether this request changes something there. */
  boolean writes(String requestMethod, String path) {
    return requestMethod.equals(method) && path.matches(writes);
  }

  /** The path of its writes below the stand-in's own prefix, as the estate's faults want it. */
  String pathOfWrites() {
    return writes.replaceFirst("^/[a-z]+", "").replace(".*", "[^?]*");
  }

  /** Whether it takes back what it did. */
  boolean reverts() {
    return this == OPNSENSE || this == WAZUH;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
