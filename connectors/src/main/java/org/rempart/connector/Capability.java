package org.rempart.connector;

import java.util.Set;

/**
 * What can be done, free of any product. A playbook names a capability; the registry finds the
 * connectors that offer it.
 *
 * @param id dotted name, for example {@code network.block-address}; the part before the dot is the
 *     field of action
 */
public record Capability(String id) {

  /** Traffic from and to an address is dropped. Reversible. */
  public static final Capability BLOCK_ADDRESS = new Capability("network.block-address");

  /** Traffic from and to every address of a network is dropped. Reversible. */
  public static final Capability BLOCK_NETWORK = new Capability("network.block-network");

  /** A network segment of ours is cut off from every other network. Reversible. */
  public static final Capability ISOLATE_SEGMENT = new Capability("network.isolate-segment");

  /** A domain and all below it no longer resolve. Reversible. */
  public static final Capability BLOCK_DOMAIN = new Capability("dns.block-domain");

  /** A host can talk to nobody but its manager. Reversible. */
  public static final Capability ISOLATE_HOST = new Capability("endpoint.isolate");

  /** What runs on a host is read; changes nothing. */
  public static final Capability LIST_PROCESSES = new Capability("endpoint.list-processes");

  /** Who is logged in to a host is read; changes nothing. */
  public static final Capability LIST_LOGINS = new Capability("endpoint.list-logins");

  /** One process ends. Not reversible. */
  public static final Capability KILL_PROCESS = new Capability("endpoint.kill-process");

  /** A file is taken to where nobody can run or read it. Reversible. */
  public static final Capability QUARANTINE_FILE = new Capability("endpoint.quarantine-file");

  /** A file is copied as evidence, with its SHA-256; changes nothing at the host. */
  public static final Capability COLLECT_FILE = new Capability("endpoint.collect-file");

  /** A file is looked at by a scanner of malware; changes nothing. */
  public static final Capability SCAN_FILE = new Capability("endpoint.scan-file");

  /** Files of this content count as malware. Reversible. */
  public static final Capability BLOCK_HASH = new Capability("endpoint.block-hash");

  /** Open sessions of an account on a host end. Not reversible. */
  public static final Capability END_SESSIONS = new Capability("endpoint.end-session");

  /** An account can no longer sign in. Reversible. */
  public static final Capability DISABLE_ACCOUNT = new Capability("identity.disable-account");

  /** An account is signed out everywhere; tokens that were given out end with their time. */
  public static final Capability REVOKE_SESSIONS = new Capability("identity.revoke-sessions");

  /** An account must set up a second factor before it signs in again. */
  public static final Capability REQUIRE_MFA = new Capability("identity.require-mfa");

  /** The password of an account no longer works. Not reversible. */
  public static final Capability RESET_PASSWORD = new Capability("identity.reset-password");

  /** An account is no longer a member of a group. Reversible. */
  public static final Capability REMOVE_FROM_GROUP = new Capability("identity.remove-from-group");

  /** Mails that are alike are found; changes nothing. */
  public static final Capability SEARCH_MAIL = new Capability("mail.search");

  /** Mails are taken out of their readers' sight. Reversible. */
  public static final Capability QUARANTINE_MAIL = new Capability("mail.quarantine");

  /** A ticket exists for the incident. */
  public static final Capability OPEN_TICKET = new Capability("ticket.open");

  /** A ticket has a further comment. */
  public static final Capability COMMENT_TICKET = new Capability("ticket.comment");

  /** A ticket is solved. */
  public static final Capability CLOSE_TICKET = new Capability("ticket.close");

  /** A mail is handed to the mail server. */
  public static final Capability SEND_MAIL = new Capability("notify.mail");

  /** What others know of an address, a domain or a file is asked; changes nothing. */
  public static final Capability LOOK_UP = new Capability("intel.lookup");

  /** An address, a domain or a file is told to others as seen in an attack. Not reversible. */
  public static final Capability REPORT_SIGHTING = new Capability("intel.report");

  /** A message stands in a channel of a chat. */
  public static final Capability SEND_CHAT = new Capability("notify.chat");

  private static final Set<Capability> READING =
      Set.of(LIST_PROCESSES, LIST_LOGINS, COLLECT_FILE, SCAN_FILE, SEARCH_MAIL, LOOK_UP);

  public Capability {
    if (!id.matches("[a-z]+\\.[a-z]+(-[a-z]+)*")) {
      throw new IllegalArgumentException(
          "capability must look like network.block-address, but is \"" + id + "\"");
    }
  }

  /** Whether it only reads: doing it again reads anew, and has no second effect. */
  public boolean reads() {
    return READING.contains(this);
  }

  @Override
  public String toString() {
    return id;
  }
}
