package org.rempart.core.incident;

/** On which side of an incident an entity stands. */
public enum EntityRole {
  ATTACKER,
  VICTIM,
  RELATED
}
