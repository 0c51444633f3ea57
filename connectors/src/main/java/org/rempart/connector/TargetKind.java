package org.rempart.connector;

/** What a target's value is, and so how it is checked and shown. */
public enum TargetKind {
  /** IPv4 or IPv6 address in its canonical text form. */
  ADDRESS,
  /** Host name or the product's own host id. */
  HOST,
  /** {@code account@host}, or a bare account name of a directory. */
  ACCOUNT,
  /** Mail address of one recipient. */
  MAIL_ADDRESS,
  /** The key of an incident, for tickets. */
  INCIDENT
}
