package org.rempart.connector;

/** How much a product lets us know about an action after a crash in doubt. */
public enum Assurance {
  /** The product keeps our key, so a repeat finds the first attempt. */
  KEYED,
  /** The state can be read back, so a repeat sees whether it is needed. */
  READABLE,
  /** Neither: mail, chat, fire-and-forget commands. A repeat may happen twice. */
  BLIND
}
