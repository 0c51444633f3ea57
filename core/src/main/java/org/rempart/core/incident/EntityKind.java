package org.rempart.core.incident;

/** What sort of thing an incident is about. */
public enum EntityKind {
  ADDRESS,
  DOMAIN,
  HOST,
  ACCOUNT,
  FILE_HASH,
  PROCESS,
  MAIL_ADDRESS,
  URL
}
