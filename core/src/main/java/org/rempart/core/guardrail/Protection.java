package org.rempart.core.guardrail;

/** Why a target is protected; the policy goes by it. */
public enum Protection {
  /** One of our own address ranges. */
  OWN_RANGE,
  /** Name service. */
  DNS,
  /** A router or firewall that others are reached through. */
  GATEWAY,
  /** Who signs everybody in. */
  DOMAIN_CONTROLLER,
  /** The patient record. */
  PATIENT_RECORD,
  /** Telephony and emergency calls. */
  TELEPHONY,
  /** Backups. */
  BACKUP,
  /** The manager or cloud of the endpoint protection. */
  EDR,
  /** Rempart itself, its database and the products it acts through. */
  REMPART,
  /** Whatever else the house named. */
  OTHER
}
