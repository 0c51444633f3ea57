package org.rempart.core.response;

import java.util.UUID;

/** There is no such action, or the caller's sites don't include its site. */
public final class UnknownActionException extends RuntimeException {

  public UnknownActionException(UUID actionId) {
    super("There is no action " + actionId + ".");
  }
}
