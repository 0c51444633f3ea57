package org.rempart.core.incident;

/** Whether an incident is still worked on. */
public enum IncidentStatus {
  OPEN,
  CLOSED
}
