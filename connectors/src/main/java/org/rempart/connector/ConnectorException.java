package org.rempart.connector;

import org.jspecify.annotations.Nullable;

/** Root of what a connector throws. The message is for a responder and holds no secret. */
public abstract class ConnectorException extends RuntimeException {

  protected ConnectorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
