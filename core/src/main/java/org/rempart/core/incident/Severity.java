package org.rempart.core.incident;

/**
 * How bad an alert or incident is, ascending. OCSF severity_id 1 to 5; its 6 (Fatal) counts as
 * CRITICAL.
 */
public enum Severity {
  INFORMATIONAL,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
