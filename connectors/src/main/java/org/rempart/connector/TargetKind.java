package org.rempart.connector;

/**
 * What a target's value is, and so how it is checked and shown. A value says all of what is acted
 * on, as two targets with the same value are one containment: a file carries its host with it.
 */
public enum TargetKind {
  /** IPv4 or IPv6 address in its canonical text form. */
  ADDRESS,
  /** Network in CIDR form, for example {@code 198.51.100.0/24}; host bits are zero. */
  NETWORK,
  /** Domain name in lower case without the dot at its end; means all names below it, too. */
  DOMAIN,
  /** Host name or the product's own host id. */
  HOST,
  /** {@code PID:START@host}: a process by its number and its start in clock ticks since boot. */
  PROCESS,
  /** {@code /absolute/path@host}, on Windows {@code C:\path@host}: one file. */
  FILE,
  /** SHA-256 of a file's content in lower-case hexadecimal. */
  FILE_HASH,
  /** {@code account@host}, or a bare account name of a directory. */
  ACCOUNT,
  /** {@code account:group}: an account's being a member of a group of a directory. */
  MEMBERSHIP,
  /** Mail address of one recipient. */
  MAIL_ADDRESS,
  /** The id of a channel, as its chat gives it. */
  CHANNEL,
  /** Message-ID of a mail (RFC 5322), in its angle brackets; means all its copies. */
  MAIL_MESSAGE,
  /** The key of an incident, for tickets. */
  INCIDENT
}
