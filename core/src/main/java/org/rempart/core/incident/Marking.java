package org.rempart.core.incident;

import java.util.List;
import java.util.Map;
import org.rempart.connector.Capability;

/**
 * How far what is known of an incident may travel.
 *
 * @param tlp Traffic Light Protocol 2.0 (FIRST): whom it may be told
 * @param pap Permissible Actions Protocol (MISP's taxonomy PAP): what may be done with it that an
 *     attacker could notice
 */
public record Marking(String tlp, String pap) {

  /** What TLP can be, from the narrowest on. */
  public static final List<String> TLP = List.of("RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR");

  /** What PAP can be, from the narrowest on. */
  public static final List<String> PAP = List.of("RED", "AMBER", "GREEN", "CLEAR");

  /**
   * @throws IllegalArgumentException when one is none of these
   */
  public Marking {
    if (!TLP.contains(tlp)) {
      throw new IllegalArgumentException("tlp must be one of " + String.join(", ", TLP));
    }
    if (!PAP.contains(pap)) {
      throw new IllegalArgumentException("pap must be one of " + String.join(", ", PAP));
    }
  }

  /** Whether a capability asks or tells somebody outside of the house. */
  public static boolean leaves(Capability capability) {
    return capability.id().startsWith("intel.");
  }

  /** Whether nothing of it may go to anybody outside: TLP RED or AMBER+STRICT, or PAP RED. */
  public boolean staysInside() {
    return tlp.equals("RED") || tlp.equals("AMBER+STRICT") || pap.equals("RED");
  }

  /** As actions carry it: {@code tlp} and {@code pap}. */
  public Map<String, String> parameters() {
    return Map.of("tlp", tlp, "pap", pap);
  }

  @Override
  public String toString() {
    return "TLP:" + tlp + " PAP:" + pap;
  }
}
