package org.rempart.connector;

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

  /** A host can talk to nobody but its manager. Reversible. */
  public static final Capability ISOLATE_HOST = new Capability("endpoint.isolate");

  /** What runs on a host is read; changes nothing. */
  public static final Capability LIST_PROCESSES = new Capability("endpoint.list-processes");

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

  /** A ticket exists for the incident. */
  public static final Capability OPEN_TICKET = new Capability("ticket.open");

  /** A ticket has a further comment. */
  public static final Capability COMMENT_TICKET = new Capability("ticket.comment");

  /** A ticket is solved. */
  public static final Capability CLOSE_TICKET = new Capability("ticket.close");

  /** A mail is handed to the mail server. */
  public static final Capability SEND_MAIL = new Capability("notify.mail");

  public Capability {
    if (!id.matches("[a-z]+\\.[a-z]+(-[a-z]+)*")) {
      throw new IllegalArgumentException(
          "capability must look like network.block-address, but is \"" + id + "\"");
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
