package org.rempart.core.guardrail;

import java.util.Map;
import org.rempart.connector.Capability;

/** How much a capability can break, ascending; the policy goes by it. */
public enum ApprovalClass {
  /** Reads or tells; changes nothing that a machine or a person depends on. */
  A0,
  /** Reversible, and few notice. */
  A1,
  /** Reversible, and somebody can't work meanwhile. */
  A2,
  /** Reversible, and a whole part of a site can't work meanwhile. */
  A3,
  /** Can't be undone, or has legal weight; also everything that nobody has classed. */
  A4;

  private static final Map<String, ApprovalClass> BY_ID =
      Map.ofEntries(
          Map.entry("network.block-address", A1),
          Map.entry("network.block-network", A2),
          Map.entry("network.isolate-segment", A3),
          Map.entry("dns.block-domain", A1),
          Map.entry("endpoint.isolate", A2),
          Map.entry("endpoint.kill-process", A2),
          Map.entry("endpoint.quarantine-file", A2),
          Map.entry("endpoint.block-hash", A1),
          Map.entry("endpoint.scan-file", A1),
          Map.entry("endpoint.collect-file", A1),
          Map.entry("endpoint.list-processes", A0),
          Map.entry("endpoint.list-logins", A0),
          Map.entry("endpoint.end-session", A2),
          Map.entry("identity.disable-account", A2),
          Map.entry("identity.remove-from-group", A2),
          Map.entry("identity.revoke-sessions", A2),
          Map.entry("identity.require-mfa", A2),
          Map.entry("identity.reset-password", A2),
          Map.entry("mail.search", A0),
          Map.entry("mail.quarantine", A2),
          Map.entry("intel.lookup", A0),
          Map.entry("intel.report", A1));

  /** The class of a capability where the settings name none. */
  static ApprovalClass usual(Capability capability) {
    String field = capability.id().substring(0, capability.id().indexOf('.'));
    boolean words = field.equals("ticket") || field.equals("notify");
    return words ? A0 : BY_ID.getOrDefault(capability.id(), A4);
  }
}
