package org.rempart.core.incident;

import java.util.UUID;

/** There is no such incident, or the caller's sites don't include its site. */
public final class UnknownIncidentException extends RuntimeException {

  public UnknownIncidentException(UUID incidentId) {
    super("There is no incident " + incidentId + ".");
  }
}
