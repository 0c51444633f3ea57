package org.rempart.connector;

import org.jspecify.annotations.Nullable;

/**
 * The order was sent and no answer came back: it may have taken effect. The product must be read
 * before anything is repeated.
 */
public final class OutcomeUnknownException extends ConnectorException {

  public OutcomeUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
